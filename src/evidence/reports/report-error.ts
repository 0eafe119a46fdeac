/** A report that gives no number, and why. Caught by `parseReport`, which makes a flaw of it. */
export class ReportError extends Error {
  override readonly name = "ReportError";
}
