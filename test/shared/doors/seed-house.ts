import { openOnlooker } from "../../../src/cli/demo/onlooker.ts";
import type { Situation } from "../../../src/engine/gather-plan.ts";
import type { Simulator } from "../../../simulator/simulator.ts";
import { openHouse } from "../../scenarios/house.ts";
import type { House } from "../../scenarios/house.ts";
import { seedPlans } from "../plans-folder.ts";
import { parsePlan } from "../../../src/plan/parse-plan.ts";

export type Speaker = ReturnType<Simulator["as"]>;

/** A seed plan with its boxes open on a simulated GitHub, the App over TCP, and one who keeps the repository alone. */
export interface SeedHouse extends House {
  /** Comments with as many commands as fit, on the plan's issue; returns the comments' ids. */
  readonly say: (speaker: Speaker, commands: readonly string[]) => readonly number[];
  /** The plan and its gates, read anew over TCP as the App reads them. */
  readonly look: () => Promise<Situation>;
  /** The same comments by an App that is no person. */
  readonly sayAsBot: (commands: readonly string[]) => Promise<void>;
}

export interface SeedSettings {
  readonly settings: readonly string[];
  readonly planSettings?: readonly string[];
}

/** Commands that plangate reads of one comment, and room for one more. */
const commandsMax = 19;

/** Opens the house of a seed, with its issues made and GitHub's hourly limits out of the way. */
export async function openSeedHouse(name: string, wanted: SeedSettings): Promise<SeedHouse> {
  const seed = seedPlans().find((one) => one.name === `seeds/${name}`);
  if (seed === undefined) throw new Error(`Cannot read the seed ${name}`);
  const plan = withOpenBoxes(seed.bytes);
  const house = await openHouse({ plan, path: `docs/${name}`, ...wanted });
  const { simulator, tool, app, appHandle } = house;
  simulator.limits.contentPerMinute = Number.POSITIVE_INFINITY;
  simulator.limits.contentPerHour = Number.POSITIVE_INFINITY;
  simulator.limits.pointsPerMinute = Number.POSITIVE_INFINITY;
  simulator.limits.corePerHour = Number.POSITIVE_INFINITY;
  const onlooker = await openOnlooker(
    {
      appId: appHandle.id,
      privateKey: appHandle.privateKey ?? "",
      webhookSecrets: ["the-onlooker-hears-of-no-delivery"],
      apiUrl: simulator.url,
      storePath: ":memory:",
      port: 0,
      now: () => simulator.now(),
    },
    app().store,
  );
  await house.settle();
  return {
    ...house,
    // A second passes, so that what is said later is later.
    settle: async () => {
      await simulator.advance(1_000);
      await house.settle();
    },
    say: (speaker, commands) => inComments(commands).map((words) => speaker.comment(1, words)),
    sayAsBot: async (commands) => {
      const token = simulator.app({ slug: "helper" }).install(tool.owner).token();
      for (const body of inComments(commands)) {
        const response = await fetch(`${simulator.url}/repos/${tool.fullName}/issues/1/comments`, {
          method: "POST",
          headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
          body: JSON.stringify({ body }),
        });
        if (!response.ok) throw new Error(`Cannot comment as a bot: GitHub answers ${response.status}`);
      }
    },
    look: () => onlooker.look(tool.id, house.path),
    close: async () => {
      await onlooker.close();
      await house.close();
    },
  };
}

/** Commands in as few comments as take them. */
export function inComments(commands: readonly string[]): readonly string[] {
  const lines = commands.map((command) => `/plangate ${command}`);
  return Array.from({ length: Math.ceil(lines.length / commandsMax) }, (_, part) =>
    lines.slice(part * commandsMax, (part + 1) * commandsMax).join("\n"),
  );
}

/** The plan as it was before anything of it was done: each tick taken out, every other byte as it is. */
function withOpenBoxes(bytes: Uint8Array): string {
  const { plan } = parsePlan(bytes);
  const open = Uint8Array.from(bytes);
  const boxes = [...plan.tasks, ...plan.gates.flatMap(({ criteria }) => criteria)];
  for (const { boxOffset } of boxes) if (boxOffset !== undefined) open[boxOffset] = " ".charCodeAt(0);
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(open);
}
