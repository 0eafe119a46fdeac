import { proofOf } from "../../../src/gates/approvers.ts";
import type { Situation } from "../../../src/engine/gather-plan.ts";
import type { Asked, Kind } from "../own-evidence.ts";
import { artifactsOf, goodFor } from "./ci.ts";
import { issueOfPhase } from "./issue-of-phase.ts";
import type { Line } from "./line.ts";
import type { SeedHouse } from "./seed-house.ts";

/** Who keeps the repository gives a line the first kind of its own evidence, through the door that it comes by. */
export function giveOwn(of: SeedHouse, line: Line, at: Situation): void {
  const subject = line.of;
  switch (subject.kind) {
    case "criterion":
      giveCriterion(of, { ...subject, kind: line.own[0] ?? "attest" }, at);
      break;
    case "decision":
      of.say(of.ada, [`decide ${subject.decision.key} ${subject.decision.options.at(-1)}`]);
      break;
    case "issue": {
      const { repository, number } = issueOfPhase(at, subject.phase);
      of.simulator.as("ada", repository).close(number);
      break;
    }
  }
}

function giveCriterion(of: SeedHouse, asked: Asked & { readonly kind: Kind }, at: Situation): void {
  const { ada, tool, path } = of;
  const { criterion, gate, kind } = asked;
  const proof = proofOf(at.settings, gate, criterion);
  switch (kind) {
    case "box":
      tick(of, [criterion.boxOffset ?? 0], "x");
      break;
    case "tags": {
      const { prefix = "", count = 0 } = criterion.tags ?? {};
      const there = new Set(Object.keys(tool.tags()));
      const names = Array.from({ length: count }, (_, number) => `${prefix.replace(/\.$/, "")}.${number}`);
      ada.tags(names.filter((name) => !there.has(name)));
      break;
    }
    case "file":
      ada.push({ [proof?.file ?? criterion.file ?? path]: "Written down.\n" });
      break;
    case "check": {
      const { name = "", app = "" } = proof?.check ?? {};
      ada.reportCheck(name, { app });
      break;
    }
    case "metric":
      ada.runWorkflow({ sha: tool.head(), artifacts: artifactsOf(goodFor(proof?.metrics ?? [])) });
      break;
    case "approve":
      of.say(ada, [`approve ${gate.key}`]);
      break;
    case "attest":
      of.say(ada, [`attest ${criterion.key} because I looked at it twice`]);
      break;
    case "decide":
    case "issue":
    case "revoke":
      throw new Error(`Cannot open ${criterion.key} by "${kind}"`);
  }
}

/** Sets boxes of the plan in one commit, each one byte. */
export function tick({ ada, tool, path }: SeedHouse, offsets: readonly number[], mark: "x" | " "): void {
  const bytes = Uint8Array.from(tool.bytes(path));
  for (const offset of offsets) bytes[offset] = mark.charCodeAt(0);
  ada.push({ [path]: bytes }, { message: mark === "x" ? "Tick what is done" : "Untick what is not" });
}
