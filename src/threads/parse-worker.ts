import { parentPort } from "node:worker_threads";
import { parsePlan } from "../plan/parse-plan.ts";
import type { ParseReply, ParseRequest } from "./parse-message.ts";

/** The thread in which plans are parsed, so that one that takes too long can be ended from outside. */
const port = parentPort;
if (port === null) throw new Error("Cannot parse: this file runs in a worker thread alone");

port.on("message", (request: ParseRequest) => port.postMessage(answer(request)));
port.postMessage({ kind: "ready" } satisfies ParseReply);

function answer({ bytes, settings }: ParseRequest): ParseReply {
  try {
    return { kind: "parsed", parsed: parsePlan(bytes, settings) };
  } catch (error) {
    // The stack is full: the thread itself is sound and can be asked again. Anything else ends it.
    if (error instanceof RangeError) return { kind: "overflow" };
    throw error;
  }
}
