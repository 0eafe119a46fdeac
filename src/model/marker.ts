import type { RepositoryId } from "./repository.ts";
import type { Subject } from "./subject.ts";

/**
 * What both sides agreed on when they were last seen to agree: the base of every three-way merge. `removed`: we closed
 * the issue because its line left the plan. For a phase `done` and `dropped` mean that we closed it.
 */
export type Base = "open" | "done" | "dropped" | "removed";

/** What the hidden comment at the head of our region says: whose the issue is, and what we last asked of it. */
export interface Marker {
  readonly subject: Subject;
  /** Path of the plan, and the repository it lives in. */
  readonly plan: string;
  readonly home: RepositoryId;
  /** Names one installation of plangate, so that two never take each other's issues. */
  readonly deployment: string;
  readonly base: Base;
  /** The title we last asked for: base of the title, and the words that a reworded line is found by. */
  readonly title: string;
  /** Id of the task or key of the phase. */
  readonly id?: string;
  readonly parent?: Subject;
  readonly milestone?: string;
  readonly needs: readonly Subject[];
}

/** The comment that opens our region. Values are percent-encoded: none can end the comment or come alive. */
export function writeMarker(marker: Marker): string {
  const { subject, plan, home, deployment, base, title, id, parent, milestone, needs } = marker;
  const attribute = (name: string, value: string | undefined): string =>
    value === undefined ? "" : ` ${name}=${encode(value)}`;
  const written = [
    attribute("subject", subject),
    attribute("id", id),
    attribute("plan", plan),
    ` home=${home}`,
    attribute("deployment", deployment),
    ` base=${base}`,
    attribute("parent", parent),
    attribute("milestone", milestone),
    needs.length === 0 ? "" : ` needs=${needs.map(encode).join(",")}`,
    attribute("title", title),
  ];
  return `<!-- plangate: begin${written.join("")} -->`;
}

/** Reads the attributes of an opening comment; undefined where one that must be there is missing or unreadable. */
export function readMarker(attributes: string): Marker | undefined {
  const valueOf = new Map<string, string>();
  for (const attribute of attributes.split(" ")) {
    const equals = attribute.indexOf("=");
    if (equals < 1 || valueOf.has(attribute.slice(0, equals))) return undefined;
    valueOf.set(attribute.slice(0, equals), attribute.slice(equals + 1));
  }
  const subject = subjectOf(decode(valueOf.get("subject")));
  const plan = decode(valueOf.get("plan"));
  const home = Number(valueOf.get("home"));
  const deployment = decode(valueOf.get("deployment"));
  const base = baseOf(valueOf.get("base"));
  const title = decode(valueOf.get("title"));
  if (subject === undefined || plan === undefined || !Number.isSafeInteger(home) || home < 1)
    return undefined;
  if (deployment === undefined || base === undefined || title === undefined) return undefined;

  const needs =
    valueOf
      .get("needs")
      ?.split(",")
      .map((need) => subjectOf(decode(need))) ?? [];
  const id = decode(valueOf.get("id"));
  const parent = subjectOf(decode(valueOf.get("parent")));
  const milestone = decode(valueOf.get("milestone"));
  return {
    subject,
    plan,
    home: home as RepositoryId,
    deployment,
    base,
    title,
    needs: needs.filter((need) => need !== undefined),
    ...(id === undefined ? {} : { id }),
    ...(parent === undefined ? {} : { parent }),
    ...(milestone === undefined ? {} : { milestone }),
  };
}

/** The hidden comment at the end of a box's line: which task it is, and what both sides agreed on. */
export function writeBoxMark(identity: string, base: "open" | "done"): string {
  return `<!-- box=${encode(identity)} base=${base} -->`;
}

/** Percent-encoding that also hides hyphens in a row, quotes and all that GitHub might link or notify. */
function encode(value: string): string {
  // Most values are plain, and a plan of thousands of tasks writes tens of thousands of them.
  if (/^[\w.:/]*$/.test(value)) return value;
  return encodeURIComponent(value.toWellFormed())
    .replaceAll("%3A", ":")
    .replaceAll("%2F", "/")
    .replace(/[!'()*~]/g, (unit) => `%${unit.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/-(?=-|$)/g, "%2D");
}

/** The value a percent-encoded one stands for; undefined where it is none. */
export function decode(value: string | undefined): string | undefined {
  if (value === undefined || !value.includes("%")) return value;
  try {
    return decodeURIComponent(value);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

function subjectOf(value: string | undefined): Subject | undefined {
  if (value === undefined) return undefined;
  return value === "plan" || /^(?:phase|task|incident):./s.test(value) ? (value as Subject) : undefined;
}

function baseOf(value: string | undefined): Base | undefined {
  return value === "open" || value === "done" || value === "dropped" || value === "removed"
    ? value
    : undefined;
}
