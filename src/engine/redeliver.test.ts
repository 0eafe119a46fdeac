import { describe, expect, it } from "vitest";
import { openRedelivery } from "./redeliver.ts";
import type { SentDelivery } from "./redeliver.ts";

const start = Date.parse("2026-11-20T12:00:00Z");

function open(deliveries: SentDelivery[]) {
  let time = start;
  const asked: number[] = [];
  const since: Date[] = [];
  const sent = {
    since: async (from: Date) => {
      since.push(from);
      return deliveries.filter(({ at }) => at >= from).toReversed();
    },
    redeliver: async (id: number) => void asked.push(id),
  };
  const look = openRedelivery(sent, () => new Date(time));
  return {
    asked,
    since,
    look,
    pass: (ms: number) => {
      time += ms;
    },
  };
}

/** A delivery `guid`, sent so many minutes ago. */
const delivery = (id: number, guid: string, minutesAgo: number): SentDelivery => ({
  id,
  guid,
  taken: false,
  at: new Date(start - minutesAgo * 60_000),
});

const taken = (one: SentDelivery): SentDelivery => ({ ...one, taken: true });

describe("openRedelivery()", () => {
  it("asks for each delivery that nobody took, oldest first, and not for one that was taken later", async () => {
    const world = open([
      delivery(1, "a", 60),
      taken(delivery(2, "b", 50)),
      delivery(3, "c", 40),
      taken(delivery(4, "c", 30)),
      delivery(5, "d", 20),
    ]);

    expect(await world.look()).toBe(2);
    expect(world.asked).toEqual([1, 5]);
  });

  it("looks back three days at first, then to the look before", async () => {
    const world = open([]);
    await world.look();
    world.pass(7 * 60_000);
    await world.look();
    world.pass(7 * 60_000);
    await world.look();

    expect(world.since.map((time) => (start - time.getTime()) / 60_000)).toEqual([3 * 24 * 60, 15, 8]);
  });

  it("asks for at most 50 at a look and goes on with the rest", async () => {
    const world = open(Array.from({ length: 70 }, (_, index) => delivery(index, `g${index}`, 100)));
    expect(await world.look()).toBe(50);
    expect(world.since).toHaveLength(1);
    await world.look();

    expect(world.since[1]).toEqual(world.since[0]);
  });

  it("gives a delivery up after five times", async () => {
    const world = open([delivery(1, "a", 1)]);
    for (let look = 0; look < 8; look += 1) await world.look();

    expect(world.asked).toHaveLength(5);
  });
});
