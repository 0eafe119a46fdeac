import type { RuleViolation } from "../effects/check-rules.ts";

/** What git prints when a ruleset declines a push. */
export class PushRefused extends Error {
  override readonly name = "PushRefused";
  readonly details: readonly string[];

  constructor(violation: RuleViolation, place: { htmlUrl: string; fullName: string }) {
    const short = violation.ref.replace(/^refs\/(heads|tags)\//, "");
    super(
      [
        `remote: error: GH013: Repository rule violations found for ${violation.ref}.`,
        `remote: Review all repository rules at ${place.htmlUrl}/${place.fullName}/rules?ref=${encodeURIComponent(violation.ref)}`,
        ...violation.details.map((detail) => `remote: - ${detail}`),
        ` ! [remote rejected] ${short} -> ${short} (push declined due to repository rule violations)`,
      ].join("\n"),
    );
    this.details = violation.details;
  }
}
