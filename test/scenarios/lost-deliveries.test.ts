import { afterEach, describe, expect, it } from "vitest";
import { openHouse } from "./house.ts";
import type { House } from "./house.ts";

const plan = `# Lamp

- [ ] T001 Trim the wick
- [ ] T002 Fill the oil
`;

let house: House | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});

const attempts = (of: House): number =>
  of.simulator.writes.filter(({ route }) => route === "POST /app/hook/deliveries/{delivery_id}/attempts")
    .length;

describe("deliveries that nobody took", () => {
  it("are sent again from GitHub's own list, and done once", async () => {
    house = await openHouse({ plan, planSettings: ["issues: tasks"] });
    const { ada, tool, path, simulator, appHandle } = house;
    await house.settle();
    // The receiver is away.
    appHandle.setWebhook({ url: "http://127.0.0.1:9/hook", secret: "0123456789abcdef0123456789abcdef-test" });
    ada.close(2, "completed");
    await simulator.webhooks.settled();
    expect(tool.file(path)).toContain("[ ] T001");
    await house.restart();
    simulator.forget();

    await simulator.advance(7 * 60_000);
    await house.app().sweep();
    await simulator.webhooks.settled();
    expect(attempts(house)).toBeGreaterThan(0);
    expect(
      simulator.webhooks.deliveries
        .filter(({ redelivery }) => redelivery)
        .map(({ statusCode }) => statusCode),
    ).toContain(202);
    await house.settle();
    expect(tool.file(path)).toContain("[x] T001");

    simulator.forget();
    await house.later();
    expect(attempts(house)).toBe(0);
    expect(simulator.violations).toEqual([]);
  });
});
