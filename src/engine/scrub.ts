/** Shapes of secrets: GitHub's tokens, PEM blocks, JSON web tokens, credentials in addresses, authorization headers. */
const secrets: readonly RegExp[] = [
  /\bgh[a-z]_[A-Za-z0-9_]{10,}/g,
  /\bgithub_pat_[A-Za-z0-9_]{10,}/g,
  /-----BEGIN [A-Z0-9 ]{1,40}-----[\s\S]*?(?:-----END [A-Z0-9 ]{1,40}-----|$)/g,
  /\beyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}(?:\.[A-Za-z0-9_-]*)?/g,
  /(?<=:\/\/)[^\s/@]{1,200}:[^\s/@]{1,200}(?=@)/g,
  /(?<=\b(?:bearer|basic|token) )[A-Za-z0-9._~+/=-]{16,}/gi,
  /(?<=\bsha(?:1|256)=)[0-9a-f]{40,64}/gi,
];

/** Characters of one text that are kept: a log line is no place for a body. */
const charactersMax = 1_000;

/** A text without anything that looks like a secret; it may get longer. */
export function withoutSecrets(text: string): string {
  return secrets.reduce((clean, secret) => clean.replace(secret, "[secret]"), text);
}

/** A text without anything that looks like a secret, and cut: the last wall before a log, a status page or a row. */
export function scrub(text: string): string {
  // Cut first, generously: the patterns run in time that grows with the text.
  const clean = withoutSecrets(text.slice(0, 4 * charactersMax));
  return clean.length > charactersMax ? `${clean.slice(0, charactersMax)}…` : clean;
}
