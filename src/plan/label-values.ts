import { readable, withoutEmoji } from "./readable.ts";

const none =
  /^(?:none|nothing|n\/a|not applicable|no dependencies|no blockers|keine?|aucune?|ninguna|nessuna|无|無|なし|없음|-|–|—)(?=$|[\s,.;:(–—-])/i;

/** Whether a label's value says that there is nothing: `None`, `N/A`, `Keine`, `—`. */
export function isNone(value: string): boolean {
  return none.test(withoutEmoji(readable(value)));
}

/** Whether a value names documents alone: `plan.md (required), spec.md`. */
export function isDocuments(value: string): boolean {
  const parts = value.replace(/\([^()]*\)/g, "").split(/,|;|\s(?:and|or)\s/);
  return parts.every((part) =>
    /^\s*`?[\w./-]+\.(?:md|markdown|txt|pdf|docx?|ya?ml|json)`?\/?\s*$|^\s*`?[\w.-]+\/`?\s*$/i.test(part),
  );
}

/** Whether a value begins with what looks like a node of a plan: a version, a typed label, a task id. */
export function namesNode(value: string): boolean {
  return /^(?:v\d+\.\d|(?:phase|milestone|sprint|goal|stage|wave|task)s?\s+\d|T\d{3}\b|#\d)/i.test(
    withoutEmoji(readable(value)),
  );
}
