import { describe, expect, it } from "vitest";
import type { Role } from "../model/statement.ts";
import { type AnswerMarker, printAnswerMarker } from "./answer-marker.ts";
import { type Spoken, speakers } from "./conversation.ts";
import { statements } from "./statements.ts";

const ada = { id: 1, login: "ada", kind: "user" } as const;
const bob = { id: 2, login: "bob", kind: "user" } as const;
const plangate = { id: 9, login: "plangate", kind: "bot" } as const;
const roles = new Map<number, Role>([
  [1, "maintain"],
  [2, "read"],
]);
const wording = "aa11";

function says(id: number, author: Spoken["author"], body: string): Spoken {
  const own = author.id === plangate.id;
  const createdAt = `2026-11-20T10:00:${String(id).padStart(2, "0")}Z`;
  return {
    id,
    url: `https://github.com/c/${id}`,
    body,
    author,
    own,
    createdAt,
    edited: false,
    ownReactions: [],
  };
}

function answers(id: number, comment: Spoken, what: string): Spoken {
  const [kind, subject = "G3", made] = what.split(" ") as [AnswerMarker["kind"], string?, string?];
  const by = { id: comment.author.id, login: comment.author.login };
  const end = made === undefined ? {} : ({ made: true } as const);
  const marker = printAnswerMarker({ comment: comment.id, kind, subject, by, wording, ...end });
  return says(id, plangate, `${marker}\nNoted.`);
}

const approve = says(1, ada, "Fine.\n\n/plangate approve G3");
const answer = answers(2, approve, "approve");
const approved = {
  kind: "approve",
  subject: "G3",
  by: { id: 1, login: "ada" },
  role: "maintain",
  at: "2026-11-20T10:00:01Z",
  url: "https://github.com/c/1",
  commentId: 1,
  wording,
};

describe("statements()", () => {
  it("hears what plangate accepted, bound to the words it was said to", () => {
    expect(statements({ comments: [approve, answer], roles })).toEqual({
      statements: [approved],
      unanswered: [],
      unmarked: [{ comment: approve, reaction: "+1" }],
      unheard: [],
    });
  });

  it.each([
    ["a refusal", ["refused"], "-1"],
    ["a release that was refused", ["release v1.0.0"], "-1"],
    ["a release that was made", ["release v1.0.0 made"], "rocket"],
    ["a refusal beside something accepted", ["approve", "refused G4"], "-1"],
  ] as const)("asks for the reaction that is missing under %s", (_, kinds, reaction) => {
    const markers = kinds.map((kind) => answers(2, approve, kind).body.replace("\nNoted.", ""));
    const said = says(2, plangate, `${markers.join("\n")}\nNoted.`);
    const reacted = { ...approve, ownReactions: [reaction] };

    expect(statements({ comments: [approve, said], roles }).unmarked).toEqual([
      { comment: approve, reaction },
    ]);
    expect(statements({ comments: [reacted, said], roles }).unmarked).toEqual([]);
  });

  it("asks for an answer to what it has not answered yet", () => {
    expect(statements({ comments: [approve], roles })).toEqual({
      statements: [],
      unanswered: [{ comment: approve, commands: [{ kind: "approve", gate: "G3" }], problems: [] }],
      unmarked: [],
      unheard: [],
    });
  });

  it("adds the teams of the speaker", () => {
    const teams = new Map([[1, ["@acme/security"]]]);

    expect(statements({ comments: [approve, answer], roles, teams }).statements).toEqual([
      { ...approved, teams: ["@acme/security"] },
    ]);
  });

  it("gives the live role, whatever it was then", () => {
    const demoted = new Map<number, Role>([[1, "read"]]);

    expect(statements({ comments: [approve, answer], roles: demoted }).statements).toEqual([
      { ...approved, role: "read" },
    ]);
  });

  it("names speakers whose role could not be read, and does not hear them", () => {
    expect(statements({ comments: [approve, answer], roles: new Map() })).toEqual({
      statements: [],
      unanswered: [],
      unmarked: [{ comment: approve, reaction: "+1" }],
      unheard: [{ id: 1, login: "ada" }],
    });
  });

  it.each([
    ["an edited comment", [{ ...approve, edited: true }, answer]],
    ["an answer that was edited", [approve, { ...answer, edited: true }]],
    ["an answer that somebody else wrote", [approve, { ...answer, own: false, author: ada }]],
    ["an answer that another bot wrote", [approve, { ...answer, own: false }]],
    ["an answer to another comment", [approve, answers(3, says(7, ada, ""), "approve")]],
    ["a refusal", [approve, answers(2, approve, "refused")]],
    ["an answer about another gate", [approve, answers(2, approve, "approve G4")]],
    ["an answer of another kind", [approve, answers(2, approve, "waive")]],
    ["a bot", [{ ...approve, author: { ...ada, kind: "bot" as const } }, answer]],
    ["a marker in the speaker's own words", [{ ...approve, body: `${answer.body}\n\n${approve.body}` }]],
    [
      "a comment with another line that cannot be read",
      [{ ...approve, body: "/plangate approve G3\n/plangate x" }, answer],
    ],
  ])("does not hear %s", (_, comments) => {
    expect(statements({ comments, roles }).statements).toEqual([]);
  });

  it("does not answer again where its answer was deleted: old words would be bound to a new gate", () => {
    const dealtWith = { ...approve, ownReactions: ["eyes"] };

    expect(statements({ comments: [dealtWith], roles })).toEqual({
      statements: [],
      unanswered: [],
      unmarked: [],
      unheard: [],
    });
  });

  it("takes the first answer where there are two", () => {
    const second = { ...answers(3, approve, "approve"), body: answer.body.replace("aa11", "bb22") };

    expect(statements({ comments: [second, approve, answer], roles }).statements).toEqual([approved]);
  });

  it("hears every kind of statement, and no request", () => {
    const body = [
      "/plangate attest G3.1 because I looked",
      "/plangate decide D1 proceed",
      "/plangate waive G4 until 2026-12-01 because the auditor is ill",
      "/plangate release v1.0.0",
    ].join("\n");
    const comment = says(1, ada, body);
    const marked = [
      printAnswerMarker({ comment: 1, kind: "attest", subject: "G3.1", wording }),
      printAnswerMarker({ comment: 1, kind: "decide", subject: "D1", wording }),
      printAnswerMarker({ comment: 1, kind: "waive", subject: "G4", wording }),
      printAnswerMarker({ comment: 1, kind: "release", subject: "v1.0.0" }),
    ];

    const { kind: _kind, subject: _subject, ...common } = approved;
    expect(
      statements({ comments: [comment, says(2, plangate, marked.join("\n"))], roles }).statements,
    ).toEqual([
      { kind: "attest", subject: "G3.1", because: "I looked", ...common },
      { kind: "decide", subject: "D1", option: "proceed", ...common },
      { kind: "waive", subject: "G4", until: "2026-12-01", because: "the auditor is ill", ...common },
    ]);
  });
});

describe("statements() when things are taken away", () => {
  const revoke = says(3, ada, "/plangate revoke G3");
  const revoked = answers(4, revoke, "revoke");
  const kinds = (comments: readonly Spoken[]) =>
    statements({ comments, roles }).statements.map(
      ({ kind, subject, by }) => `${by.login} ${kind} ${subject}`,
    );

  it.each([
    ["nothing is", [approve, answer, revoke, revoked]],
    ["the answer to the revocation is", [approve, answer, revoke]],
    ["the revocation is", [approve, answer, revoked]],
    [
      "the revocation is edited away",
      [approve, answer, { ...revoke, body: "never mind", edited: true }, revoked],
    ],
  ])("keeps what was revoked revoked: %s", (_, comments) => {
    expect(kinds(comments)).toEqual(["ada approve G3", "ada revoke G3"]);
  });

  it("lets an older decision not come back when a later one is deleted", () => {
    const proceed = says(1, ada, "/plangate decide D1 proceed");
    const defer = says(3, bob, "/plangate decide D1 defer");
    const before = [proceed, answers(2, proceed, "decide D1")];

    expect(kinds([...before, defer, answers(4, defer, "decide D1")])).toEqual([
      "ada decide D1",
      "bob decide D1",
    ]);
    expect(kinds([...before, answers(4, defer, "decide D1")])).toEqual(["ada decide D1", "bob revoke D1"]);
    expect(kinds([...before, { ...defer, ownReactions: ["eyes"] }])).toEqual([
      "ada decide D1",
      "bob revoke D1",
    ]);
  });
});

describe("speakers()", () => {
  it("names everybody who spoke to plangate, once, and those whose words are gone", () => {
    const gone = says(5, { id: 3, login: "eve", kind: "user" }, "");
    const comments = [
      approve,
      answer,
      says(3, ada, "/plangate help"),
      says(4, bob, "hello"),
      answers(6, gone, "revoke"),
    ];

    expect(speakers(comments)).toEqual([
      { id: 1, login: "ada" },
      { id: 3, login: "eve" },
    ]);
  });
});
