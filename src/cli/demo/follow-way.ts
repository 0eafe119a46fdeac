import type { Situation } from "../../engine/gather-plan.ts";
import { quoted } from "../../gates/answer.ts";
import type { Phase } from "../../model/plan.ts";
import type { Subject } from "../../model/subject.ts";
import type { VerdictNode } from "../../model/verdict.ts";

/** What a person does about one thing that stands open. */
export type Deed =
  | { readonly kind: "comment"; readonly command: string }
  | { readonly kind: "tick"; readonly line: number; readonly boxOffset: number; readonly words: string }
  | { readonly kind: "add-file"; readonly path: string }
  | { readonly kind: "push-tags"; readonly names: readonly string[] }
  | { readonly kind: "run-check"; readonly name: string; readonly app: string }
  | { readonly kind: "close-issue"; readonly subject: Subject; readonly words: string }
  | { readonly kind: "close-blocker"; readonly number: number }
  /** Nobody can do anything but let the day come. */
  | { readonly kind: "wait"; readonly day: string }
  /** Deeds of their own: a version of the plan is released, a phase of it finished. */
  | { readonly kind: "release"; readonly version: string }
  | { readonly kind: "finish"; readonly phase: Phase };

/** What the demo's people want where a decision is open: the option, of those that are offered. */
export type Choose = (decision: string, options: readonly string[]) => string | undefined;

interface Way {
  readonly form: RegExp;
  readonly follow: (match: RegExpExecArray, at: Signpost) => readonly Deed[];
}

interface Signpost {
  readonly leaf: VerdictNode;
  readonly situation: Situation;
  readonly choose: Choose;
}

/**
 * What the way out of an open leaf asks a person to do, read from its own words alone. Empty where nothing can be done
 * about it.
 */
export function followWay(leaf: VerdictNode, situation: Situation, choose: Choose): readonly Deed[] {
  const words = leaf.wayOut ?? "";
  for (const { form, follow } of ways) {
    const match = form.exec(words);
    if (match !== null) return follow(match, { leaf, situation, choose });
  }
  return [];
}

const ways: readonly Way[] = [
  {
    form: /^comment (".+") on the plan's issue/,
    follow: ([, commands], at) => commentOn(commands ?? "", at),
  },
  { form: /^tick the box of (".*"): who may edit/, follow: ([, words], at) => tickBox(words ?? "", at) },
  { form: /^do and tick (\S+): who may edit/, follow: ([, id], at) => tickTask(id ?? "", at) },
  { form: /^do and tick what is open/, follow: (_, at) => tickTasks(at) },
  { form: /^add the file (".*"): who may push/, follow: ([, path], at) => addFile(path ?? "", at) },
  {
    form: /^make the check "(.+)"(?: of (\S+))? succeed/,
    follow: ([, name = "", app = "github-actions"]) => [{ kind: "run-check", name, app }],
  },
  {
    form: /^release what is missing of (\S+?)\.?\*:/,
    follow: ([, prefix], at) => releaseSeries(prefix ?? "", at),
  },
  {
    form: /^release (.+) first: who may release/,
    follow: ([, versions], at) => releaseAll(versions ?? "", at),
  },
  { form: /^release (v\S+): who may release it/, follow: ([, version], at) => releaseAll(version ?? "", at) },
  { form: /^finish (".*"): who works on it/, follow: ([, titles], at) => finish(titles ?? "", at) },
  { form: /^close the phase's issue as completed/, follow: (_, at) => closeIssue(at) },
  { form: /^wait until (\d{4}-\d{2}-\d{2})/, follow: ([, day = ""]) => [{ kind: "wait", day }] },
  { form: /^close each blocker issue/, follow: (_, at) => closeBlockers(at) },
];

/** One command as it stands; of several, the one that is wanted. */
function commentOn(quotedCommands: string, { choose }: Signpost): readonly Deed[] {
  const commands = [...quotedCommands.matchAll(/"(\/plangate [^"]+)"/g)].flatMap(
    ([, command]) => command ?? [],
  );
  const [first] = commands;
  if (first === undefined) return [];
  const [, verb, subject = ""] = first.split(" ");
  if (verb !== "decide") return [{ kind: "comment", command: first.replace("…", reasonFor(subject)) }];
  const wanted = choose(
    subject,
    commands.map((command) => command.split(" ")[3] ?? ""),
  );
  const command = commands.find((one) => one.endsWith(` ${wanted}`)) ?? first;
  return [{ kind: "comment", command }];
}

const reasons = [
  "we went through it together this morning",
  "the report is attached to the last nightly run",
  "I looked at it twice and it holds",
  "it was shown in the team review",
] as const;

function reasonFor(subject: string): string {
  const number = Number(/\d+/.exec(subject)?.[0] ?? subject.length);
  return reasons[number % reasons.length] ?? reasons[0];
}

/** The open box of these words; of several, the one on the line at hand. */
function tickBox(words: string, { leaf, situation }: Signpost): readonly Deed[] {
  const boxes = situation.parsed.plan.gates
    .flatMap(({ criteria }) => criteria)
    .filter(({ checked, text }) => checked === false && quoted(text) === words);
  const box = boxes.find(({ line }) => line === leaf.line) ?? boxes[0];
  if (box?.boxOffset === undefined) return [];
  return [{ kind: "tick", line: box.line, boxOffset: box.boxOffset, words: box.text }];
}

function tickTask(id: string, { situation }: Signpost): readonly Deed[] {
  return openTasks(situation).flatMap((task) => (task.id === id ? tick(task) : []));
}

/** The tasks that the reason names, of the phase at hand where it has such; where it only counts the rest, those beside them. */
function tickTasks({ leaf, situation }: Signpost): readonly Deed[] {
  const words = new Set(leaf.reason.split(/[ ,:;]+/));
  const open = openTasks(situation);
  const named = open.filter(({ id, text }) =>
    id === undefined ? leaf.reason.includes(quoted(text)) : words.has(id),
  );
  const phase = phaseAsked(leaf, situation)?.key;
  const here = named.filter((task) => phase !== undefined && task.phase === phase);
  const meant = here.length > 0 ? here : named;
  const phases = new Set(meant.map((task) => task.phase));
  const isCounted = / and \d+ more/.test(leaf.reason);
  return open
    .filter((task) => meant.includes(task) || (isCounted && task.role === "work" && phases.has(task.phase)))
    .flatMap(tick);
}

/** The phase before whose `done` the leaf stands. */
function phaseAsked(leaf: VerdictNode, { parsed, evaluation }: Situation): Phase | undefined {
  return parsed.plan.phases.find(({ key }) => evaluation.moments[`done:${key}`]?.children.includes(leaf));
}

function openTasks({ parsed }: Situation) {
  return parsed.plan.tasks.filter(({ checked, role }) => !checked && (role === "work" || role === "after"));
}

function tick({ line, boxOffset, text }: ReturnType<typeof openTasks>[number]): readonly Deed[] {
  return [{ kind: "tick", line, boxOffset, words: text }];
}

function addFile(path: string, { situation }: Signpost): readonly Deed[] {
  const { plan } = situation.parsed;
  const settings = situation.settings.gates.flatMap(({ criteria }) => criteria);
  const asked = [...plan.gates.flatMap(({ criteria }) => criteria), ...settings].flatMap(
    ({ file }) => file ?? [],
  );
  const meant = asked.find((one) => quoted(one) === path);
  if (meant === undefined) return [];
  return [{ kind: "add-file", path: meant.endsWith("/") ? `${meant}README.md` : meant }];
}

/** Releases of another series appear; those of this plan have to be reached. */
function releaseSeries(prefix: string, at: Signpost): readonly Deed[] {
  const own = at.situation.parsed.plan.releases.filter(({ version }) => version.startsWith(`${prefix}.`));
  if (own.length > 0) return own.map(({ version }) => ({ kind: "release", version }));
  const count = Number(/^\d+ of (?:at least|exactly) (\d+)/.exec(at.leaf.reason)?.[1] ?? 0);
  const there = new Set(tagNames(at.situation));
  const names = Array.from({ length: count }, (_, number) => `${prefix}.${number}`);
  return [{ kind: "push-tags", names: names.filter((name) => !there.has(name)) }];
}

function releaseAll(versions: string, { situation }: Signpost): readonly Deed[] {
  const declared = new Set(situation.parsed.plan.releases.map(({ version }) => version));
  return versions
    .split(/[ ,]+/)
    .filter((word) => /^v\d/.test(word))
    .map((version) =>
      declared.has(version) ? { kind: "release", version } : { kind: "push-tags", names: [version] },
    );
}

function tagNames({ evidence }: Situation): readonly string[] {
  return evidence.tags.kind === "known" ? evidence.tags.value.map(({ name }) => name) : [];
}

function finish(titles: string, { situation }: Signpost): readonly Deed[] {
  const { parsed, evaluation } = situation;
  return parsed.plan.phases
    .filter(({ key, title }) => evaluation.phaseStates[key] === "open" && titles.includes(quoted(title)))
    .map((phase) => ({ kind: "finish", phase }));
}

/** The issue of the phase that the leaf was asked for. */
function closeIssue({ leaf, situation }: Signpost): readonly Deed[] {
  const phase = phaseAsked(leaf, situation);
  if (phase === undefined) return [];
  return [{ kind: "close-issue", subject: `phase:${phase.identity}`, words: phase.title }];
}

function closeBlockers({ situation }: Signpost): readonly Deed[] {
  const { blockers } = situation.evidence;
  const open = blockers.kind === "known" ? blockers.value : [];
  return open.map(({ issue }) => ({ kind: "close-blocker", number: issue.number }));
}
