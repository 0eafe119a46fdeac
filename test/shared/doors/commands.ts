import type { Situation } from "../../../src/engine/gather-plan.ts";
import type { Decision } from "../../../src/model/plan.ts";
import { askedOf } from "../own-evidence.ts";
import type { SeedHouse } from "./seed-house.ts";

export const dayMs = 86_400_000;

export function dayIn({ simulator }: SeedHouse, days: number): string {
  return new Date(simulator.now().getTime() + days * dayMs).toISOString().slice(0, 10);
}

/** Everything that anybody could say to the gates, in the right words. */
export function statements(of: SeedHouse, at: Situation): string[] {
  return [
    ...approvals(at),
    ...attestations(at),
    ...choices(at),
    ...waivers(at, `until ${dayIn(of, 7)} because I say so`),
  ];
}

export function approvals(at: Situation): string[] {
  return gatesOf(at).map(({ key }) => `approve ${key}`);
}

export function attestations(at: Situation): string[] {
  return askedOf(at.parsed.plan).map(({ criterion }) => `attest ${criterion.key} because I say so`);
}

export function choices(at: Situation): string[] {
  return [
    ...decisionsOf(at).map(({ key, options }) => `decide ${key} ${options[0]}`),
    ...gatesOf(at).map(({ key }) => `decide ${key} proceed`),
  ];
}

export function revocations(at: Situation): string[] {
  return [...gatesOf(at), ...decisionsOf(at)].map(({ key }) => `revoke ${key}`);
}

export function waivers(at: Situation, end: string): string[] {
  return gatesOf(at).map(({ key }) => `waive ${key} ${end}`.trimEnd());
}

/** Those that ask for a command: the author's own claim needs none. */
export function decisionsOf({ parsed }: Situation): readonly Decision[] {
  return parsed.plan.decisions.filter(({ options, claim }) => options.length > 0 && claim === undefined);
}

function gatesOf({ parsed }: Situation) {
  return parsed.plan.gates.filter(({ before }) => before.length > 0);
}
