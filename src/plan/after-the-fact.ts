import { readable, withoutEmoji } from "./readable.ts";

const registry =
  "(?:pypi|npm|crates\\.io|maven(?: central)?|docker ?hub|nuget|rubygems|ghcr|homebrew|the registry|(?:the )?\\S*\\s?marketplace|(?:the )?app store|play store)";

const afterTag: readonly RegExp[] = [
  /^(?:git |release |the |version )*tags? (?:`?v\d\S* )?(?:is |are |was |has been |have been )?(?:created|pushed|published|signed)\b/i,
  /^(?:create|push|cut|sign)(?: and (?:push|sign))?(?: (?:a|an|the|new|signed|annotated|git|release|version))* tags?\b/i,
  /^(?:commit (?:&|and) )?tag(?: (?:&|and) (?:push|release|publish))?(?: (?:the|a|new|release|version|commit|repo(?:sitory)?|as|final|it))*(?:$|[:\s]*`?v\d| release$)/i,
  /^(?:commit|merge) (?:&|and) tag\b/i,
  /^(?:github |gitlab |the )?release (?:is )?(?:published|created|live|announced)\b/i,
  /^push (?:the |git |release )*tags?\b/i,
  /^(?:publish|create)(?: (?:a|an|the|new))* (?:github|gitlab) release\b/i,
  /^release v\d+\.\d/i,
  new RegExp(
    `\\b(?:published|uploaded|released|available|live|deployed) (?:to|on|in|via) ${registry}(?![\\w-])`,
    "i",
  ),
  new RegExp(`^(?:publish|upload|push|release)\\b.* (?:to|on) ${registry}(?![\\w-])`, "i"),
  new RegExp(`^${registry} (?:package|release|artifact)s? published\\b`, "i"),
  /^(?:package|artifacts?|binar(?:y|ies)|(?:docker )?images?|crates?|release) (?:(?:is|are) )?published\b/i,
  /^announce\b|^(?:release )?announcement (?:is )?(?:sent|posted|published|made)\b|^release announced\b/i,
  /^post-release\b|\bafter (?:the )?(?:release|tag|tagging|publishing)\s*$/i,
  /^(?:community|social media|public|blog|release) announcement\b/i,
  /^monitor\b.*\b(?:after|post-|first|for \d+)/i,
];

/** One cheap look before the list is tried. */
const anyWord = /tag|publish|releas|upload|push|announce|monitor|deployed|available/i;

/** Whether words can only be true once the tag exists: tagging itself, publishing, announcing, watching the release. */
export function isAfterTheFact(words: string): boolean {
  if (!anyWord.test(words)) return false;
  const text = withoutEmoji(readable(words.slice(0, 500))).replace(
    /^`?v\d\S* (?=(?:github |gitlab )?release\b)/i,
    "",
  );
  return afterTag.some((pattern) => pattern.test(text));
}
