/** GitHub's advice is a random string of high entropy; 32 bytes is what `openssl rand -hex 16` gives. */
const secretBytesMin = 32;

/** A secret of few different characters is one that somebody typed. */
const differentCharactersMin = 8;

/** Words that stand in examples and defaults; `development` is Probot's. */
const wellKnown =
  /^(?:development|secret|changeme|change-me|password|test|example|webhook[-_]?secret|your[-_]?(?:webhook[-_]?)?secret|it'?s a secret to everybody)+$/i;

const wayOut = `set WEBHOOK_SECRET to the output of "openssl rand -hex 32", and the same in the App's settings on GitHub; while changing it, give old and new separated by a comma`;

/** Throws where a webhook secret is missing, short or one that anybody knows: such a receiver believes anybody. */
export function assertSecrets(secrets: readonly string[]): void {
  const problems = secretProblems(secrets);
  if (problems.length > 0) throw new Error(problems.join("\n"));
}

/** What is wrong with the secrets, each with the way out. None is quoted: this goes to a log. */
export function secretProblems(secrets: readonly string[]): readonly string[] {
  if (secrets.length === 0) return [`Cannot receive webhooks: there is no webhook secret: ${wayOut}`];
  return secrets.flatMap((secret, index) => {
    const problem = problemOf(secret);
    return problem === undefined
      ? []
      : [`Cannot receive webhooks: webhook secret ${index + 1} ${problem}: ${wayOut}`];
  });
}

function problemOf(secret: string): string | undefined {
  const trimmed = secret.trim();
  if (trimmed === "") return "is empty";
  if (wellKnown.test(trimmed)) return "is a default that anybody knows";
  const length = new TextEncoder().encode(secret).length;
  if (length < secretBytesMin) return `has ${length} bytes, fewer than ${secretBytesMin}`;
  if (new Set(secret).size < differentCharactersMin) return "repeats a few characters";
  return undefined;
}
