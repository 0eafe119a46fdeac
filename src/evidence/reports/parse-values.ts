import { dimensionOf } from "../../model/units.ts";
import { linesOf } from "./lines-of.ts";
import { numberIn, shown } from "./numbers.ts";
import { objectionToValue } from "./objection-to-value.ts";
import { ReportError } from "./report-error.ts";
import type { NamedValue, Tally } from "./tally.ts";

/** `name=value unit`. */
const line = /^([A-Za-z0-9][\w./-]{0,99})\s?=\s?(\S{1,40})(?:\s(\S.{0,19}))?$/;

const valuesMax = 2_000;

/** One `name=value unit` per line, for whatever has no format of its own. Empty lines and those with `#` say nothing. */
export function parseValues(text: string): Tally {
  const values = new Map<string, NamedValue>();
  for (const raw of linesOf(text)) {
    const words = raw.trim();
    if (words === "" || words.startsWith("#")) continue;
    const [, name, amount = "", given = ""] = line.exec(words) ?? [];
    if (name === undefined)
      throw new ReportError(`${shown(words)} is no line such as "bench.search=12.5 ms"`);
    const joined = given === "" ? withUnit(amount) : undefined;
    const unit = joined?.unit ?? given;
    const value = numberIn(joined?.amount ?? amount);
    if (value === undefined) throw new ReportError(`${name} is ${shown(amount)} and no plain number`);
    if (dimensionOf(unit) === undefined)
      throw new ReportError(`${name} has the unit ${shown(unit)}, which is not known`);
    const objection = objectionToValue({ name, value, unit });
    if (objection !== undefined) throw new ReportError(objection);
    if (values.has(name)) throw new ReportError(`${name} is there twice`);
    values.set(name, { name, value, unit });
    if (values.size > valuesMax) throw new ReportError(`it has more than ${valuesMax} values`);
  }
  if (values.size === 0) throw new ReportError("it gives no value");
  return { kind: "values", tool: "values", values: [...values.values()] };
}

/** `12.5ms` as what it is; undefined where it does not end in a unit that is known. */
function withUnit(text: string): { readonly amount: string; readonly unit: string } | undefined {
  const [, amount = "", unit = ""] = /^(-?[\d.]+)(%|[A-Za-zµ][\w/µ]*)$/.exec(text) ?? [];
  return unit === "" || dimensionOf(unit) === undefined ? undefined : { amount, unit };
}
