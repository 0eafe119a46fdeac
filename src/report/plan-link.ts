import type { RepositoryName } from "../model/repository.ts";

/** Where a plan is read. */
export interface PlanSite {
  /** `https://github.com`, or a GitHub Enterprise Server's address, without a slash at its end. */
  readonly server: string;
  readonly home: RepositoryName;
  readonly path: string;
}

/** Address of a plan's section: by its heading and at HEAD, so that no edit elsewhere changes it. */
export function planUrl({ server, home, path }: PlanSite, heading?: string): string {
  const file = path.split("/").map(encodeSegment).join("/");
  const anchor = heading === undefined ? "" : anchorOf(heading);
  return `${server}/${home}/blob/HEAD/${file}${anchor === "" ? "" : `#${encodeSegment(anchor)}`}`;
}

/** The anchor that GitHub gives a heading: lower case, no punctuation, hyphens for spaces. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .trim()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "")
    .replaceAll(" ", "-");
}

function encodeSegment(segment: string): string {
  return encodeURIComponent(segment.toWellFormed()).replace(
    /[()'!*~]/g,
    (unit) => `%${unit.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
