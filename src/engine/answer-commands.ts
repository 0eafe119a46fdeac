import type { Known } from "../model/known.ts";
import { unknown } from "../model/known.ts";
import type { Operation } from "../model/operation.ts";
import type { Approval, Criterion, Gate, Plan } from "../model/plan.ts";
import type { IssueRef } from "../model/repository.ts";
import type { Command, Person } from "../model/statement.ts";
import { nearestName } from "../model/nearest-name.ts";
import { printAnswerMarker } from "../evidence/answer-marker.ts";
import type { AnswerMarker } from "../evidence/answer-marker.ts";
import { authorities, mayCommand } from "../evidence/authority.ts";
import { commandForms } from "../evidence/read-commands.ts";
import { printHeardNote } from "../evidence/heard-note.ts";
import { reactionOf } from "../evidence/reaction-of.ts";
import type { Reaction } from "../evidence/reaction-of.ts";
import { toSaid } from "../evidence/to-said.ts";
import { approvalOf, isAuthor } from "../gates/approvers.ts";
import { isWaiverDay, waiverDaysMax } from "../gates/gate-node.ts";
import { isBoundToFiles } from "../gates/statements.ts";
import { wordingOf } from "../gates/wording-of.ts";
import { describeAnswers, describeHeard } from "../report/answers.ts";
import type { Answer } from "../report/answers.ts";
import { changeMeant, isTooEarly, objectionToSight } from "./agree-to-change.ts";
import type { Answering } from "./gather-answering.ts";
import type { Situation } from "./gather-plan.ts";
import type { Objection } from "./hear-pull-requests.ts";
import type { Talk, UnansweredHere } from "./listen.ts";

/** What a command is weighed on. */
type Ground = Pick<Situation, "parsed" | "settings" | "talk" | "matches" | "evidence"> & Answering;

/** One command's answer, and what is kept of it. */
interface Weighed {
  readonly answer: Answer;
  readonly marker: Omit<AnswerMarker, "comment">;
}

/**
 * The comments that answer what people said and asked: one each, with the wording it is bound to, then a reaction;
 * and the reactions that are missing under answers that stand. Requests for a release are answered when it is made or refused; a speaker whose role could not be read just now is
 * answered later.
 */
export function answerCommands(ground: Ground): readonly Operation[] {
  const weighed = ground.talk.unanswered.flatMap((one) => {
    const isRequest = ground.talk.requests.some(({ commentId }) => commentId === one.comment.id);
    if (isRequest || !ground.talk.roles.has(one.comment.author.id) || isTooEarly(one, ground)) return [];
    return [{ one, weighed: weighAll(one, ground) }];
  });
  // Noted before they are answered: what is accepted must be found again when the pull request is closed.
  const taken = weighed.filter((each) => each.weighed.some(({ marker }) => marker.wording !== undefined));
  const places = taken.flatMap(({ one: { on } }) => (on === undefined || on.noted ? [] : [on.pullRequest]));
  return [
    ...noteDown([...ground.talk.unnoted, ...places], ground.matches.get("plan")),
    ...weighed.flatMap((each) => answerOne(each.one, each.weighed)),
    ...ground.talk.unmarked.map(({ comment, issue, reaction }) => react(comment, issue, reaction)),
  ];
}

/** One note for each pull request, on the plan's issue. */
function noteDown(places: readonly IssueRef[], issue: IssueRef | undefined): readonly Operation[] {
  if (issue === undefined) return [];
  const numbers = new Set(places.map(({ number }) => number));
  return [...numbers].map((number) => ({
    kind: "comment",
    issue,
    name: `heard ${number}`,
    body: `${printHeardNote(number)}\n\n${describeHeard(number)}`,
  }));
}

function answerOne(one: UnansweredHere, weighed: readonly Weighed[]): readonly Operation[] {
  const { comment, issue } = one;
  const markers = weighed.map(({ marker }) => printAnswerMarker({ ...marker, comment: comment.id }));
  const words = describeAnswers(weighed.map(({ answer }) => answer));
  const body = `${markers.join("\n")}\n\n${words}`;
  return [
    { kind: "comment", issue, name: `answer ${comment.id}`, body },
    react(comment, issue, reactionOf(weighed.map(({ marker }) => marker))),
  ];
}

function react({ id }: UnansweredHere["comment"], issue: IssueRef, content: Reaction): Operation {
  return { kind: "react", repository: issue.repository, commentId: id, content };
}

function weighAll(one: UnansweredHere, ground: Ground): readonly Weighed[] {
  const { comment, commands, problems } = one;
  if (comment.edited) return [{ answer: { kind: "edited" }, marker: { kind: "refused" } }];
  if (problems.length > 0) return [{ answer: { kind: "unreadable", problems }, marker: { kind: "refused" } }];
  return commands.map((command) => weigh(command, one, ground));
}

function weigh(command: Command, one: UnansweredHere, ground: Ground): Weighed {
  const { comment } = one;
  const by = { id: comment.author.id, login: comment.author.login };
  const { plan } = ground.parsed;
  const said = toSaid(command);
  const subject = said?.subject;
  const named =
    subject === undefined ? undefined : isNamed(by, approvalFor(subject, ground), ground.talk.teams);
  const permission = mayCommand(command.kind, {
    role: ground.talk.roles.get(by.id),
    kind: comment.author.kind,
    ...(named === undefined ? {} : { named }),
    ...standingOf(command.kind, by, ground),
  });
  const refuse = (reason: string, wayOut: string): Weighed => ({
    answer: { kind: "refused", command, reason, wayOut },
    marker: { kind: "refused", by, ...(subject === undefined ? {} : { subject }) },
  });
  if (permission.kind === "refused") return refuse(permission.reason, permission.wayOut);
  if (command.kind === "help") return { answer: help(), marker: { kind: "help", by } };
  if (command.kind === "release") {
    if (one.on?.objection !== undefined) return refuse(one.on.objection.reason, one.on.objection.wayOut);
    return refuse("a release is asked for alone", "ask for it in a comment of its own");
  }
  if (subject === undefined)
    return { answer: { kind: "accepted", command }, marker: { kind: command.kind, by } };

  const change = changeMeant(command, one, ground);
  if (change !== undefined) {
    const unseen = objectionToSight(change, comment);
    if (unseen !== undefined) return refuse(unseen.reason, unseen.wayOut);
    const answer = { kind: "accepted", command, head: change.head } as const;
    return { answer, marker: { kind: command.kind, by, head: change.head, subject } };
  }
  const objection = one.on?.objection ?? objectionTo(command, plan) ?? objectionToDay(command, comment);
  if (objection !== undefined) return refuse(objection.reason, objection.wayOut);
  const own = command.kind === "revoke" ? undefined : objectionToAuthor(subject, by, ground);
  if (own !== undefined) return refuse(own.reason, own.wayOut);
  const wording = wordingOf(plan, subject);
  if (wording === undefined) {
    const nearest = nearestName(subject, keysOf(plan));
    const wayOut =
      nearest === undefined ? "the plan's issues show every key" : `perhaps \`${nearest}\` was meant`;
    return refuse(`the plan has no gate, criterion or decision \`${subject}\``, wayOut);
  }
  const files = filesBoundTo(subject, ground);
  if (files?.kind === "unknown") {
    return refuse(`what stands before a tag is said to the commit's files: ${files.reason}`, sayAgain);
  }
  return {
    answer: { kind: "accepted", command, self: permission.self },
    marker: {
      kind: command.kind,
      subject,
      by,
      wording,
      ...(files === undefined ? {} : { tree: files.value }),
    },
  };
}

/**
 * Whether it is the speaker's own work, and whether nobody else could say it. A waiver, for which that decides, takes
 * what cannot be told for the speaker's own.
 */
function standingOf(
  command: Command["kind"],
  person: Person,
  { evidence, keepers }: Ground,
): { readonly author: boolean; readonly alone: boolean } {
  const { authors } = evidence;
  const isAlone =
    keepers?.kind === "known" && keepers.value.length === 1 && keepers.value[0]?.id === person.id;
  const isOwn = authors?.kind === "known" ? isAuthor(person, authors.value) : command === "waive";
  return { author: isOwn, alone: isAlone };
}

/** Where somebody else than the author has to say it, the author is told so at once. */
function objectionToAuthor(subject: string, person: Person, ground: Ground): Objection | undefined {
  const { authors } = ground.evidence;
  if (approvalFor(subject, ground)?.otherThanAuthor !== true || authors?.kind !== "known") return undefined;
  if (!isAuthor(person, authors.value)) return undefined;
  return { reason: "it asks for somebody else than the author", wayOut: "a second person has to say it" };
}

/** A waiver holds for 30 days at most, from the day it is asked for. */
function objectionToDay(
  command: Command,
  { createdAt }: { readonly createdAt: string },
): Objection | undefined {
  if (command.kind !== "waive" || isWaiverDay(command.until, createdAt)) return undefined;
  return {
    reason: `${command.until} is not within the next ${waiverDaysMax} days`,
    wayOut: `name a day up to ${waiverDaysMax} days ahead`,
  };
}

/** Why a command makes no sense on what it names; undefined where it does, or names nothing. */
function objectionTo(command: Command, plan: Plan): Objection | undefined {
  if (command.kind === "decide") {
    const decision = plan.decisions.find(({ key }) => key.toLowerCase() === command.decision.toLowerCase());
    if (decision === undefined || decision.options.includes(command.option.toLowerCase())) return undefined;
    const options = decision.options.map((option) => `\`${option}\``).join(", ");
    return { reason: `\`${decision.key}\` has no such option`, wayOut: `its options are ${options}` };
  }
  if (command.kind !== "approve") return undefined;
  const gate = plan.gates.find(({ key }) => key.toLowerCase() === command.gate.toLowerCase());
  if (gate === undefined || gate.criteria.length === 0 || gate.criteria.some(isForPeople)) return undefined;
  return {
    reason: `nothing in \`${gate.key}\` is approved by people`,
    wayOut: "its criteria say what opens each",
  };
}

function isForPeople(criterion: Criterion): boolean {
  return criterion.kind === "approval" || criterion.kind === "statement";
}

const sayAgain = "say it again in a new comment when they can be read";

/** The default branch's files, where a statement is bound to them. */
function filesBoundTo(subject: string, { parsed, evidence }: Ground): Known<string> | undefined {
  const gate = gateOf(parsed.plan, subject);
  if (gate === undefined || !isBoundToFiles(gate)) return undefined;
  return evidence.tree ?? unknown("they were not read");
}

/** The gate that a gate's or criterion's key names. */
function gateOf(plan: Plan, subject: string): Gate | undefined {
  const key = subject.toLowerCase();
  return plan.gates.find(
    (one) => one.key.toLowerCase() === key || key.startsWith(`${one.key.toLowerCase()}.`),
  );
}

/** Who opens what a command speaks to: its gate's approvers, or any maintainer. */
function approvalFor(subject: string, { parsed, settings }: Ground): Approval | undefined {
  const gate =
    gateOf(parsed.plan, subject) ??
    parsed.plan.decisions.find((one) => one.key.toLowerCase() === subject.toLowerCase());
  return gate === undefined ? undefined : approvalOf(settings, gate);
}

/** Whether a person is among the approvers that were named, or in a team of them; undefined where none were. */
function isNamed(person: Person, approval: Approval | undefined, teams: Talk["teams"]): boolean | undefined {
  if (approval === undefined || approval.by.length === 0) return undefined;
  const folded = (name: string): string => name.replace(/^@/, "").toLowerCase();
  const names = new Set([person.login, ...(teams.get(person.id) ?? [])].map(folded));
  return approval.by.some((name) => names.has(folded(name)));
}

function keysOf(plan: Plan): readonly string[] {
  return [
    ...plan.gates.flatMap((gate) => [gate.key, ...gate.criteria.map(({ key }) => key)]),
    ...plan.decisions.map(({ key }) => key),
  ];
}

function help(): Answer {
  const kinds = Object.keys(authorities) as readonly Command["kind"][];
  return {
    kind: "help",
    rows: kinds.map((kind) => ({
      form: commandForms[kind],
      least: authorities[kind].least,
      selfAllowed: authorities[kind].selfAllowed,
    })),
  };
}
