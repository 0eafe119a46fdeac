import type { Person, Role } from "../model/statement.ts";
import { readAnswerMarkers } from "./answer-marker.ts";
import { type ReadCommands, readCommands } from "./read-commands.ts";

/** A comment as GitHub has it now. */
export interface Spoken {
  readonly id: number;
  readonly url: string;
  readonly body: string;
  readonly author: Person & { readonly kind: "user" | "bot" };
  /** Plangate wrote it. */
  readonly own: boolean;
  readonly createdAt: string;
  readonly edited: boolean;
  /** Reactions that plangate left: it has dealt with the comment. */
  readonly ownReactions: readonly string[];
}

export interface Conversation {
  /** Comments of the plan's issues and pull requests, plangate's own among them. */
  readonly comments: readonly Spoken[];
  /** Roles by person, read live, of everybody that `speakers` names. Whoever is missing could not be read. */
  readonly roles: ReadonlyMap<number, Role>;
  /** Teams by person, of those that approvals name. */
  readonly teams?: ReadonlyMap<number, readonly string[]>;
}

/** A person's comment that speaks to plangate. */
export interface Address extends ReadCommands {
  readonly comment: Spoken;
}

/** The comments by people, never bots and never plangate, that speak to it. */
export function addresses(comments: readonly Spoken[]): readonly Address[] {
  return comments
    .filter(({ own, author }) => !own && author.kind === "user")
    .map((comment) => ({ comment, ...readCommands(comment.body) }))
    .filter(({ commands, problems }) => commands.length + problems.length > 0);
}

/** Everybody whose role has to be read before `statements` can hear them. */
export function speakers(comments: readonly Spoken[]): readonly Person[] {
  const people = new Map<number, Person>();
  for (const { comment } of addresses(comments)) {
    people.set(comment.author.id, { id: comment.author.id, login: comment.author.login });
  }
  for (const answer of comments.filter(({ own, edited }) => own && !edited)) {
    for (const { by } of readAnswerMarkers(answer.body)) {
      if (by !== undefined && !people.has(by.id)) people.set(by.id, by);
    }
  }
  return [...people.values()];
}
