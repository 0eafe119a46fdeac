import type { ObservedIssue } from "../../src/model/observed.ts";
import type { MemoryGitHub } from "./memory-github.ts";
import { isPlanAct } from "./story.ts";
import type { Act, IssueAct, PlanAct } from "./story.ts";

const ada = { id: 10, login: "ada" };
const box = /^(\s*- \[)([ xX])(\] )(.*)$/;
const link = / \(\[#\d+\]\([^)]*\)\)/g;

/** Does what a person does, on GitHub as it is now. */
export function doAct(world: MemoryGitHub, act: Act): void {
  const { kind } = act;
  if (isPlanAct(kind)) {
    const before = world.file();
    const text = `${planAfter(before.trimEnd().split("\n"), { ...act, kind }).join("\n")}\n`;
    if (text !== before) world.push(text);
    return;
  }
  const issues = world.issues().toSorted((left, right) => (nameOf(left) < nameOf(right) ? -1 : 1));
  const issue = issues[act.at % Math.max(1, issues.length)];
  if (issue !== undefined) doOnIssue(world, issue, { ...act, kind });
}

/** Not its number: which issue was made first does not matter. */
function nameOf({ title, body }: ObservedIssue): string {
  return `${title}\n${/subject=\S+/.exec(body)?.[0] ?? body}`;
}

/** The plan's lines as somebody leaves them. */
function planAfter(
  lines: readonly string[],
  { kind, at, words }: Act & { readonly kind: PlanAct },
): readonly string[] {
  const boxes = lines.flatMap((text, index) => (box.test(text) ? [index] : []));
  const here = boxes[at % Math.max(1, boxes.length)] ?? -1;
  const found = lines[here] ?? "";
  const replaced = (text: string): readonly string[] =>
    lines.map((old, index) => (index === here ? text : old));
  const rest = lines.filter((_, index) => index !== here);
  const top = lines.slice(0, 2);
  const parts = box.exec(found);
  const own = found.match(link)?.[0] ?? "";
  const [, open = "", mark = "", close = "", said = ""] = parts ?? [];
  const saidAlone = said.replaceAll(link, "");
  switch (kind) {
    case "turn box":
      return parts === null ? lines : replaced(`${open}${mark === " " ? "x" : " "}${close}${said}`);
    case "add to words":
      return parts === null ? lines : replaced(`${open}${mark}${close}${saidAlone} ${words}${own}`);
    case "replace words":
      return parts === null ? lines : replaced(`${open}${mark}${close}${words}${own}`);
    case "delete line":
      return rest;
    case "move line to the end":
      return parts === null ? lines : [...rest, found];
    case "move line to the top":
      return parts === null ? lines : [...top, found, ...rest.slice(2)];
    case "copy line":
      return parts === null ? lines : [...lines, found];
    case "copy line without its link":
      return parts === null ? lines : [...lines, found.replaceAll(link, "")];
    case "take link out":
      return replaced(found.replaceAll(link, ""));
    case "add task":
      return [...lines, `- [ ] ${words}`];
    case "add phase":
      return [...lines, "", `## Phase: ${words}`, "", `- [ ] begin ${words}`];
  }
}

function doOnIssue(
  world: MemoryGitHub,
  issue: ObservedIssue,
  { kind, at, words }: Act & { readonly kind: IssueAct },
): void {
  const { number } = issue.ref;
  const { body } = issue;
  const change = (to: Partial<ObservedIssue>): void => world.change(number, to);
  switch (kind) {
    case "close as completed":
      return change({ state: "closed", stateReason: "completed", closedBy: "ada" });
    case "close as not planned":
      return change({ state: "closed", stateReason: "not_planned", closedBy: "ada" });
    case "reopen":
      return change({ state: "open", stateReason: "reopened" });
    case "retitle":
      return change({ title: words });
    case "turn box in body":
      return change({ body: at % 2 === 0 ? body.replace("- [ ]", "- [x]") : body.replace("- [x]", "- [ ]") });
    case "write around":
      return change({ body: `${words}\r\n\r\n${body.replaceAll("\n", "\r\n")}\n${words}` });
    case "empty body":
      return change({ body: at % 2 === 0 ? "" : words });
    case "break region":
      return change({
        body: at % 2 === 0 ? body.replace("plangate: end", "") : body.replace("subject=", "object="),
      });
    case "delete issue":
      return world.remove(number);
    case "detach":
      return change({ parent: null });
    case "say recheck":
      world.roles.set(ada.id, "admin");
      return void world.say(number, ada, "/plangate recheck");
  }
}
