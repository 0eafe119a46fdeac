import type { Problem } from "../model/problem.ts";
import type { Command, Person, Role, Statement } from "../model/statement.ts";
import { answersByComment, type OwnAnswer } from "./answers-by-comment.ts";
import { type Address, addresses, type Conversation, type Spoken } from "./conversation.ts";
import { type Reaction, reactionOf } from "./reaction-of.ts";
import { toSaid } from "./to-said.ts";

/** What was said, and what plangate still has to answer. */
export interface Heard {
  readonly statements: readonly Statement[];
  readonly unanswered: readonly Unanswered[];
  /** Comments whose answer stands without the reaction that goes with it. */
  readonly unmarked: readonly Unmarked[];
  /** People who said something and whose role could not be read: with any of them, what was said is unknown. */
  readonly unheard: readonly Person[];
}

/** A person's comment that plangate has neither answered nor reacted to. */
export interface Unanswered {
  readonly comment: Spoken;
  /** In the comment's order; none of them counts where there are problems or the comment was edited. */
  readonly commands: readonly Command[];
  readonly problems: readonly Problem[];
}

/** A comment that plangate answered, and has yet to react to. */
export interface Unmarked {
  readonly comment: Spoken;
  readonly reaction: Reaction;
}

/**
 * The statements that count: from unedited comments by people, each accepted by an unedited answer of plangate's own
 * that names the words it was said to. Taking anything away opens nothing: a comment that plangate reacted to is not
 * answered again when its answer is gone (that would bind old words to a new gate), and what was revoked or decided in
 * a comment that is gone or changed counts as a revocation, by plangate's answer.
 */
export function statements(conversation: Conversation): Heard {
  const { comments } = conversation;
  const answers = answersByComment(comments);
  const said = addresses(comments);
  const heard: Statement[] = [];
  const unheard = new Map<number, Person>();

  const hear = (statement: Omit<Statement, "role" | "teams">): void => {
    const { by } = statement;
    const role = conversation.roles.get(by.id);
    if (role === undefined) unheard.set(by.id, by);
    else heard.push(withRole(statement, role, conversation.teams?.get(by.id)));
  };
  for (const address of said) for (const statement of saidIn(address, answers)) hear(statement);
  const intact = new Set(said.filter(isWhole).map(({ comment }) => comment.id));
  for (const answer of answers.values()) {
    if (!intact.has(answer.comment)) for (const statement of stillRevoked(answer)) hear(statement);
  }

  const unanswered = said.filter(
    ({ comment }) => !answers.has(comment.id) && comment.ownReactions.length === 0,
  );
  const unmarked = said.flatMap(({ comment }) => {
    const answer = answers.get(comment.id);
    if (answer === undefined || comment.ownReactions.length > 0) return [];
    return [{ comment, reaction: reactionOf(answer.markers) }];
  });
  return { statements: heard, unanswered, unmarked, unheard: [...unheard.values()] };
}

type Unweighed = Omit<Statement, "role" | "teams">;

function isWhole({ comment, problems }: Address): boolean {
  return !comment.edited && problems.length === 0;
}

function saidIn(address: Address, answers: ReadonlyMap<number, OwnAnswer>): readonly Unweighed[] {
  const { comment, commands } = address;
  if (!isWhole(address)) return [];
  const answer = answers.get(comment.id);
  const lost = answer === undefined && comment.ownReactions.length > 0;
  const found: Unweighed[] = [];
  for (const command of commands) {
    const said = toSaid(command);
    if (said === undefined) continue;
    const marker = answer?.markers.find(
      ({ kind, subject }) => kind === said.kind && subject === said.subject,
    );
    const when = { at: comment.createdAt, url: comment.url, commentId: comment.id };
    const by = { id: comment.author.id, login: comment.author.login };
    if (marker?.wording !== undefined) {
      const { wording, tree } = marker;
      found.push({ ...said, ...when, by, wording, ...(tree === undefined ? {} : { tree }) });
    } else if (said.kind === "revoke" || (said.kind === "decide" && lost)) {
      // Holds back without an answer, as it could only open something by being lost.
      found.push({ kind: "revoke", subject: said.subject, ...when, by, wording: "" });
    }
  }
  return found;
}

/** What an answer says was revoked or decided in a comment that does not say it any more. */
function stillRevoked({ markers, comment, at, url }: OwnAnswer): readonly Unweighed[] {
  return markers.flatMap(({ kind, subject, by }) => {
    if ((kind !== "revoke" && kind !== "decide") || subject === undefined || by === undefined) return [];
    return [{ kind: "revoke", subject, by, at, url, commentId: comment, wording: "" }];
  });
}

function withRole(statement: Unweighed, role: Role, teams: readonly string[] | undefined): Statement {
  return teams === undefined ? { ...statement, role } : { ...statement, role, teams };
}
