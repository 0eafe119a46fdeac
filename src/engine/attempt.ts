import type { Known } from "../model/known.ts";
import { known, unknown } from "../model/known.ts";
import { TerminalError } from "./errors.ts";

/**
 * A read whose refusal is a fact of its own: what GitHub refuses for good becomes unknown, with the reason. What may
 * work later still rejects, so that the whole round is done again.
 */
export async function attempt<T>(what: string, read: Promise<T>): Promise<Known<T>> {
  try {
    return known(await read);
  } catch (error) {
    if (!(error instanceof TerminalError)) throw error;
    return unknown(`${what} cannot be read: ${error.message}`);
  }
}
