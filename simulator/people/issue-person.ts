import { createComment, deleteComment, editComment, react } from "../effects/comments.ts";
import { createIssue, labelsFor, setLabels, type IssueInput } from "../effects/create-issue.ts";
import { addBlocker, removeBlocker } from "../effects/dependencies.ts";
import { editIssue, type IssueChange } from "../effects/edit-issue.ts";
import {
  createLabel,
  createMilestone,
  deleteLabel,
  deleteMilestone,
  editMilestone,
} from "../effects/labels.ts";
import {
  type ConversionAnswer,
  convertToDiscussion,
  deleteIssue,
  transferIssue,
} from "../effects/move-issue.ts";
import { addSubIssue, removeSubIssue } from "../effects/sub-issues.ts";
import { notFound } from "../http/github-error.ts";
import { repositoryOf } from "../represent/issue-json.ts";
import type { Issue, IssueComment, Milestone, StateReason } from "../state/issue.ts";
import { GitPerson } from "./git-person.ts";

/** An issue by number, or `acme/other#7`. */
export type IssueName = number | string;

/** What a person does with issues, beside git. */
export class IssuePerson extends GitPerson {
  openIssue(input: IssueInput): number {
    this.may("read");
    return createIssue(this.act, input).number;
  }

  /** Comments on an issue or pull request; returns the comment's id. */
  comment(number: number, body: string): number {
    this.may("read");
    return createComment(this.act, this.issue(number), body).id;
  }

  editComment(id: number, body: string): void {
    editComment(this.act, this.ownComment(id), body);
  }

  deleteComment(id: number): void {
    deleteComment(this.act, this.ownComment(id));
  }

  react(commentId: number, content: string): void {
    this.may("read");
    react(this.act, this.commentOf(commentId), content);
  }

  close(number: number, reason: "completed" | "not_planned" | "duplicate" = "completed"): void {
    editIssue(this.act, this.issue(number), { state: "closed", stateReason: reason });
  }

  reopen(number: number): void {
    editIssue(this.act, this.issue(number), { state: "open" });
  }

  edit(number: number, change: IssueChange): void {
    editIssue(this.act, this.issue(number), change);
  }

  /** Ticks the first open box of the body whose line holds these words. */
  tick(number: number, words: string): void {
    this.box(number, { words, from: "[ ]", to: "[x]" });
  }

  untick(number: number, words: string): void {
    this.box(number, { words, from: "[x]", to: "[ ]" });
  }

  label(number: number, ...names: string[]): void {
    this.may("triage");
    const issue = this.issue(number);
    setLabels(this.act, issue, [...new Set([...issue.labels, ...labelsFor(this.act, names)])]);
  }

  unlabel(number: number, name: string): void {
    this.may("triage");
    const issue = this.issue(number);
    setLabels(
      this.act,
      issue,
      issue.labels.filter((label) => label.name !== name),
    );
  }

  createLabel(name: string, more: { color?: string; description?: string } = {}): void {
    this.may("write");
    createLabel(this.act, { name, ...more });
  }

  deleteLabel(name: string): void {
    this.may("write");
    const label = this.act.repository.labels.get(name.toLowerCase());
    if (label === undefined) throw notFound();
    deleteLabel(this.act, label);
  }

  /** Returns the milestone's number. */
  createMilestone(title: string): number {
    this.may("write");
    return createMilestone(this.act, { title }).number;
  }

  closeMilestone(number: number): void {
    this.may("write");
    editMilestone(this.act, this.milestone(number), { state: "closed" });
  }

  deleteMilestone(number: number): void {
    this.may("write");
    deleteMilestone(this.act, this.milestone(number));
  }

  addSubIssue(parent: number, child: IssueName): void {
    this.may("triage");
    addSubIssue(this.act, this.issue(parent), { child: this.anyIssue(child), replaceParent: false });
  }

  removeSubIssue(parent: number, child: IssueName): void {
    this.may("triage");
    removeSubIssue(this.act, this.issue(parent), this.anyIssue(child));
  }

  blockedBy(number: number, blocker: IssueName): void {
    this.may("triage");
    addBlocker(this.act, this.issue(number), this.anyIssue(blocker));
  }

  unblock(number: number, blocker: IssueName): void {
    this.may("triage");
    removeBlocker(this.act, this.issue(number), this.anyIssue(blocker));
  }

  deleteIssue(number: number): void {
    this.may("admin");
    deleteIssue(this.act, this.issue(number));
  }

  /** Moves an issue to another repository of the owner; returns its new number. */
  transferIssue(number: number, to: string): number {
    this.may("write");
    const [owner = "", name = ""] = to.split("/");
    const repository = this.act.world.repository(owner, name);
    if (repository === undefined) throw notFound();
    return transferIssue(this.act, this.issue(number), repository).number;
  }

  /** Makes a discussion of an issue, as GitHub does now or, with another answer, as it did before. */
  convertToDiscussion(number: number, as: { answer?: ConversionAnswer; reason?: StateReason } = {}): void {
    this.may("triage");
    const { answer = "kept", reason = null } = as;
    convertToDiscussion(this.act, this.issue(number), { answer, reason });
  }

  lock(number: number): void {
    this.may("write");
    this.issue(number).locked = true;
  }

  protected issue(number: number): Issue {
    const issue = this.act.repository.issues.get(number);
    if (issue === undefined) throw new Error(`No issue #${number} in ${this.act.repository.name}`);
    return issue;
  }

  private anyIssue(name: IssueName): Issue {
    if (typeof name === "number") return this.issue(name);
    const [, owner = "", repo = "", number = ""] = /^([^/]+)\/([^#]+)#(\d+)$/.exec(name) ?? [];
    const issue = this.act.world.repository(owner, repo)?.issues.get(Number(number));
    if (issue === undefined) throw new Error(`No issue ${name}`);
    return issue;
  }

  // Those with write access may change anybody's words.
  private ownComment(id: number): IssueComment {
    const comment = this.commentOf(id);
    if (comment.author !== this.act.actor.account) this.may("write");
    return comment;
  }

  private commentOf(id: number): IssueComment {
    const comment = this.act.repository.comments.get(id);
    if (comment === undefined) throw new Error(`No comment ${id} in ${this.act.repository.name}`);
    return comment;
  }

  private milestone(number: number): Milestone {
    const milestone = this.act.repository.milestones.get(number);
    if (milestone === undefined) throw new Error(`No milestone ${number} in ${this.act.repository.name}`);
    return milestone;
  }

  private box(number: number, change: { words: string; from: string; to: string }): void {
    const issue = this.issue(number);
    const lines = issue.body.split("\n");
    const at = lines.findIndex(
      (line) => line.includes(change.words) && line.toLowerCase().includes(change.from),
    );
    const line = lines[at];
    if (line === undefined) {
      const where = `${repositoryOf(this.act.world, issue).name}#${number}`;
      throw new Error(`No box ${change.from} with the words "${change.words}" in ${where}:\n${issue.body}`);
    }
    const cut = line.toLowerCase().indexOf(change.from);
    lines[at] = line.slice(0, cut) + change.to + line.slice(cut + change.from.length);
    editIssue(this.act, issue, { body: lines.join("\n") });
  }
}
