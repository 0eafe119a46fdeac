/** GitHub's payloads nest some ten levels; what is deeper is none. */
const depthMax = 64;

const quote = 0x22;
const backslash = 0x5c;

/** JSON of at most 64 levels; undefined where the text is none or deeper. Takes time in proportion to its length. */
export function parseJson(bytes: Uint8Array): { readonly value: unknown } | undefined {
  if (isTooDeep(bytes)) return undefined;
  try {
    return { value: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as unknown };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
}

function isTooDeep(bytes: Uint8Array): boolean {
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index];
    if (isInString) {
      if (byte === backslash) index += 1;
      else if (byte === quote) isInString = false;
    } else if (byte === quote) isInString = true;
    else if (byte === 0x7b || byte === 0x5b) depth += 1;
    else if (byte === 0x7d || byte === 0x5d) depth -= 1;
    if (depth > depthMax) return true;
  }
  return false;
}
