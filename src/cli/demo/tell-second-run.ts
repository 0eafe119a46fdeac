import type { DemoWorld } from "./demo-world.ts";
import type { Teller } from "./teller.ts";

/** Everything is looked at once more, and nothing is written. */
export async function tellSecondRun(world: DemoWorld, teller: Teller): Promise<void> {
  const { simulator } = world;
  teller.step("Once more");
  teller.expect("What GitHub does not have, or an App must never do", simulator.violations, []);
  simulator.assertAllowed();
  const before = simulator.writes.length;
  simulator.forget();
  await world.later();
  const { reads } = simulator.requests;
  teller.expect(
    "Writes of the second run",
    simulator.writes.map(({ method, path }) => `${method} ${path}`),
    [],
  );
  teller.plangate(`looks at everything again: ${reads} reads, 0 writes. The story took ${before} writes.`);
}
