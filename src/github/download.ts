import { RetryableError, TerminalError } from "../engine/errors.ts";

/** Where GitHub keeps artifacts: https://docs.github.com/en/actions/reference/runners/self-hosted-runners (communication). */
const storageHosts: readonly string[] = [".blob.core.windows.net", ".githubusercontent.com"];

const timeoutMs = 30_000;

/**
 * What lies at an address that GitHub sent us to: without any credential, from GitHub's storage or the API's own origin
 * alone, without further redirects, and at most `bytesMax` long.
 */
export async function download(
  url: string,
  { apiUrl, bytesMax, doing }: { readonly apiUrl: string; readonly bytesMax: number; readonly doing: string },
): Promise<Uint8Array> {
  if (!isStorage(url, apiUrl)) {
    throw new TerminalError(`Cannot ${doing}: GitHub sends us to a host that is not known to be its storage`);
  }
  let response: Response;
  try {
    response = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(timeoutMs) });
    if (response.ok && response.body !== null) return await bytesOf(response.body, { bytesMax, doing });
  } catch (error) {
    if (error instanceof TerminalError) throw error;
    // Whatever `fetch` rejects with is the line's, and may be better next time.
    throw new RetryableError(`Cannot ${doing}: the download broke off`, { cause: error });
  }
  await response.body?.cancel();
  throw new RetryableError(`Cannot ${doing}: GitHub's storage answers ${response.status}`);
}

async function bytesOf(
  body: AsyncIterable<Uint8Array>,
  { bytesMax, doing }: { readonly bytesMax: number; readonly doing: string },
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > bytesMax) throw new TerminalError(`Cannot ${doing}: it is longer than ${bytesMax} bytes`);
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function isStorage(url: string, apiUrl: string): boolean {
  if (!URL.canParse(url)) return false;
  const { origin, protocol, hostname, username } = new URL(url);
  if (origin === new URL(apiUrl).origin) return true;
  return protocol === "https:" && username === "" && storageHosts.some((host) => hostname.endsWith(host));
}
