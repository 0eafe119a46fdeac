/** The words of a plangate marker (`<!-- plangate: … -->`), or undefined for any other HTML. */
export function markerIn(html: string): string | undefined {
  return /^\s*<!--\s*plangate:\s*([\s\S]*?)\s*-->/i.exec(html)?.[1];
}
