import type { Metric } from "../../model/metric.ts";
import { convert, dimensionOf } from "../../model/units.ts";

/** Shares of a whole: what `%` of other metrics may be (growth, a change) these cannot. */
const shares = /^coverage\.|^tests\.pass-rate$/;

/**
 * Why a number cannot be what its name and unit say; undefined where it can. A time, a size, a count or a rate below
 * nothing would be less than any limit.
 */
export function objectionToValue({
  name,
  value,
  unit,
}: Pick<Metric, "name" | "value" | "unit">): string | undefined {
  const dimension = dimensionOf(unit);
  if (dimension !== "ratio") return value < 0 ? `${name} is below nothing` : undefined;
  const percent = convert(value, unit, "%") ?? 0;
  const isShare = percent >= 0 && percent <= 100;
  return shares.test(name) && !isShare ? `${name} is not from 0 to 100 %` : undefined;
}
