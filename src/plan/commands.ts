import { readable } from "./readable.ts";

const tools =
  /^(?:\$\s+)?(?:(?:sudo|time|env)\s+)?(?:[A-Z_]+=\S+\s+)*(?:npm|npx|pnpm|yarn|bun|deno|node|pytest|python3?|pip|uv|uvx|poetry|tox|nox|mypy|ruff|black|flake8|bandit|pylint|cargo|rustc|go|make|just|gradle|\.\/gradlew|mvn|dotnet|git|gh|docker|kubectl|helm|terraform|bash|sh|ruby|rake|bundle|rspec|php|composer|phpunit|flutter|dart|swift|xcodebuild|cmake|ctest|bazel|curl|grep|test|eslint|prettier|tsc|vitest|jest|playwright|cypress|semgrep|trivy|safety|pip-audit|shellcheck|hadolint|pre-commit)(?:\s+\S|$)/;

/** Whether a code span is a command: a known tool with arguments, or a script by its path with `./` or arguments. */
export function isCommand(code: string): boolean {
  const text = code.trim();
  if (/^\.{0,2}\/?[\w./-]*\.sh(?:\s|$)/.test(text)) return true;
  return (
    tools.test(text) &&
    (/\s/.test(text) || /^(?:pytest|make|tox|nox|mypy|ruff|jest|vitest|eslint)$/.test(text))
  );
}

/** The repository path that a line says must exist: a code span with a path, right before `exists`. */
export function requiredFile(
  words: string,
  codes: readonly string[],
): { file: string; expectation: string } | undefined {
  const text = readable(words);
  for (const code of codes) {
    if (!/^(?:[\w.@-]+\/)*[\w.@-]*\.?\w+$/.test(code) || !/[/.]/.test(code)) continue;
    const at = text.indexOf(code);
    const rest = at < 0 ? "" : text.slice(at + code.length);
    const match = /^\s*(?:file\s+)?(?:exists?|is present|must exist|should exist)\b[\s,:]*(.*)$/i.exec(rest);
    if (match !== null) return { file: code, expectation: (match[1] ?? "").trim() };
  }
  return undefined;
}

/** What `git tag | grep "v0.3" | wc -l` with `should show 13 tags` asks for: at least so many final releases. */
export function requiredTags(
  command: string,
  expectation: string,
): { prefix: string; count: number; exactly: boolean } | undefined {
  const pattern = /git tag\b[^|]*\|\s*grep\s+(?:-\S+\s+)*["']?\^?(v?[\d.\\]+)["']?\s*\|\s*wc -l/.exec(
    command,
  )?.[1];
  const count = /(\d+)/.exec(readable(expectation))?.[1];
  if (pattern === undefined || count === undefined) return undefined;
  const prefix = pattern.replaceAll("\\", "");
  const whole = /^v?\d+\.\d+$/.test(prefix) ? `${prefix}.` : prefix;
  return { prefix: whole, count: Number(count), exactly: /\bexactly\b/i.test(expectation) };
}
