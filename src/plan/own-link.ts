import type { Link, Paragraph, PhrasingContent } from "mdast";

/** plangate's own link in a task's line, with offsets in UTF-16 units of the decoded text. */
export interface OwnLink {
  readonly owner: string;
  readonly repository: string;
  readonly number: number;
  readonly offset: number;
  readonly endOffset: number;
}

/**
 * Finds ` ([#12](https://host/owner/repo/issues/12))`, with `#12` or `owner/repo#12` as its words, at the end of an
 * inline run (white space or the paragraph's end follows), and the paragraph's content without it. Any other shape is
 * the author's own link.
 */
export function takeOwnLink(
  paragraph: Paragraph,
  text: string,
): { link: OwnLink; rest: readonly PhrasingContent[] } | undefined {
  const { children } = paragraph;
  for (let index = children.length - 2; index > 0; index -= 1) {
    const node = children[index];
    const link = node?.type === "link" ? ownLinkOf(node, text) : undefined;
    if (link !== undefined) return { link, rest: without(children, index) };
  }
  return undefined;
}

const address = /^https?:\/\/[^\s/()]+(?:\/[^\s()]*)?\/([\w.-]+)\/([\w.-]+)\/issues\/(\d{1,10})$/;

function ownLinkOf(node: Link, text: string): OwnLink | undefined {
  const start = node.position?.start.offset ?? 0;
  const end = node.position?.end.offset ?? 0;
  const [, owner, repository, digits] = address.exec(node.url) ?? [];
  if (owner === undefined || repository === undefined || digits === undefined) return undefined;

  const shapes = [`#${digits}`, `${owner}/${repository}#${digits}`].map(
    (words) => ` ([${words}](${node.url}))`,
  );
  const [offset, endOffset] = [start - 2, end + 1];
  if (!shapes.includes(text.slice(offset, endOffset))) return undefined;
  const next = text.charAt(endOffset);
  // A \ that breaks the line may follow: the link goes before it.
  if (next !== "" && !/^(?:\s|\\(?:\s|$))/.test(text.slice(endOffset, endOffset + 2))) return undefined;
  return { owner, repository, number: Number(digits), offset, endOffset };
}

/** Drops the link and the ` (` and `)` around it. */
function without(children: readonly PhrasingContent[], index: number): readonly PhrasingContent[] {
  return children.flatMap((child, at): PhrasingContent[] => {
    if (at === index) return [];
    if (child.type !== "text") return [child];
    if (at === index - 1) return [{ ...child, value: child.value.replace(/ ?\($/, "") }];
    return at === index + 1 ? [{ ...child, value: child.value.replace(/^\)/, "") }] : [child];
  });
}
