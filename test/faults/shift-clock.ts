/** Loaded before a program: its clock is ahead by `SHIFT_MS`, so that it starts hours after the one before it ended. */
const shiftMs = Number(process.env["SHIFT_MS"] ?? 0);

globalThis.Date = new Proxy(Date, {
  construct: (target, given: unknown[]) =>
    Reflect.construct(target, given.length === 0 ? [target.now() + shiftMs] : given) as Date,
  get: (target, name) => {
    if (name === "now") return () => target.now() + shiftMs;
    return Reflect.get(target, name) as unknown;
  },
});
