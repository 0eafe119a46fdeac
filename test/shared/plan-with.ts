import { digest } from "../../src/model/digest.ts";
import { emptyPlan } from "../../src/model/empty-plan.ts";
import type { Moment } from "../../src/model/moment.ts";
import type {
  Condition,
  Criterion,
  Decision,
  Dependency,
  Gate,
  Phase,
  Plan,
  Release,
  Task,
} from "../../src/model/plan.ts";

const place = { line: 1, column: 1, offset: 0, endOffset: 0 };

/** A plan by hand, for tests that are not about reading markdown. What is left out is empty. */
export function planWith(parts: Partial<Plan>): Plan {
  return { ...emptyPlan, title: "A plan", ...parts };
}

export function phase(key: string, more: Partial<Phase> = {}): Phase {
  return { ...place, key, title: key, endLine: 1, attributes: {}, identity: `i-${key}`, ...more };
}

export function release(version: string, more: Partial<Release> = {}): Release {
  return { ...place, version, declaredBy: "heading", ...more };
}

export function task(text: string, more: Partial<Task> = {}): Task {
  return {
    ...place,
    checked: false,
    text,
    role: "work",
    section: [],
    boxOffset: 0,
    body: "",
    identity: `i-${text}`,
    attributes: {},
    ...more,
  };
}

/** A gate before `before`, its criteria numbered, its wording the digest of its title. */
export function gate(
  key: string,
  before: readonly Moment[],
  more: Partial<Omit<Gate, "criteria">> & { readonly criteria: readonly Partial<Criterion>[] },
): Gate {
  const title = more.title ?? `Gate ${key}`;
  return {
    ...place,
    key,
    title,
    kind: "criteria",
    before,
    wording: digest(title),
    ...more,
    criteria: more.criteria.map((criterion, position) => ({
      ...place,
      key: `${key}.${position + 1}`,
      text: `line ${position + 1}`,
      kind: "statement",
      checked: criterion.kind === "box" ? false : null,
      after: false,
      identity: `i-${key}.${position + 1}`,
      ...criterion,
    })),
  };
}

export function dependency(from: string, to: string, more: Partial<Dependency> = {}): Dependency {
  return { ...place, from, to, external: false, ...more };
}

export function decision(key: string, options: readonly string[], more: Partial<Decision> = {}): Decision {
  return { ...place, key, title: `Decision ${key}`, options, before: [], wording: digest(key), ...more };
}

export function condition(of: string, key: string, option: string): Condition {
  return { ...place, phase: of, decision: key, option };
}
