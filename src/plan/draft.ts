import type { Problem } from "../model/problem.ts";
import type { Block } from "./block.ts";
import type { Outline } from "./build-outline.ts";
import type { GatePhrase } from "./gate-phrases.ts";
import type { Kept } from "./kept-sections.ts";
import type { ParsedMarker } from "./markers.ts";
import type { Source } from "./source.ts";
import type { TypedHeading } from "./typed-heading.ts";

/** A plan while it is being recognised: what the later rules look things up in. */
export interface Draft {
  readonly source: Source;
  readonly outline: Outline;
  readonly title: string;
  /** The document's title heading: never a phase or gate itself. */
  readonly titleBlock: Block | undefined;
  readonly phases: readonly PhaseDraft[];
  readonly releases: ReleaseDraft[];
  readonly scopeOf: ReadonlyMap<Block, Scope>;
  readonly problems: Problem[];
}

export interface PhaseDraft {
  readonly key: string;
  /** The key its label asks for; doubles share it. */
  readonly label: string;
  readonly block: Block;
  readonly typed: TypedHeading | undefined;
  readonly title: string;
  readonly parent: PhaseDraft | undefined;
  release: string | undefined;
}

export interface ReleaseDraft {
  readonly version: string;
  readonly phase: PhaseDraft | undefined;
  readonly declaredBy: "title" | "heading" | "label" | "task" | "marker";
  readonly block: Block;
}

/** What stands around a block. Blocks of one surrounding share one scope. */
export interface Scope {
  readonly phase: PhaseDraft | undefined;
  /** The gate it belongs to; its own block included. */
  readonly gate: GateSeed | undefined;
  /** The box item it stands under, itself not included. */
  readonly task: Block | undefined;
  readonly kept: Kept | undefined;
  /** Headings and group labels around it, outermost first. */
  readonly sections: readonly string[];
  /** The same without the document's title: what identities are made of. */
  readonly identitySections: string;
  /** Name of the repository a heading around it speaks for. */
  readonly repository: string | undefined;
}

/** A block that is a gate by its phrase or marker. */
export interface GateSeed {
  readonly block: Block;
  readonly phrase: GatePhrase;
  readonly title: string;
  readonly marker: ParsedMarker | undefined;
}

/** The surroundings of a block; every block of the outline has some. */
export function scopeAt(draft: Pick<Draft, "scopeOf">, block: Block): Scope {
  const scope = draft.scopeOf.get(block);
  if (scope === undefined) throw new Error(`No scope for the block in line ${block.line}`);
  return scope;
}

/** The release that a phase is, or is a part of. */
export function releaseAround(phase: PhaseDraft | undefined): string | undefined {
  for (let at = phase; at !== undefined; at = at.parent) if (at.release !== undefined) return at.release;
  return undefined;
}
