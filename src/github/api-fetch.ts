/** Hops of one GET: a renamed repository takes one. */
const redirectsMax = 3;

/**
 * `fetch` for GitHub's API: an answer that is not whole after `timeoutMs` is lost, and only GETs follow a redirect,
 * within the same origin, unless they ask for it as it is. Any other redirect comes back as it is, so that no token leaves the API host and no write is
 * sent twice.
 */
export function createApiFetch(timeoutMs: number): typeof fetch {
  return async (input, init) => {
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = init?.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
    let url = new Request(input).url;
    for (let hop = 0; ; hop += 1) {
      const response = await fetch(url, { ...init, signal, redirect: "manual" });
      const follows = init?.method === "GET" && init.redirect !== "manual";
      const next = follows && hop < redirectsMax ? redirectWithin(url, response) : undefined;
      if (next === undefined) return response;
      await response.body?.cancel();
      url = next;
    }
  };
}

function redirectWithin(url: string, response: Response): string | undefined {
  const location = response.headers.get("location");
  if (![301, 302, 307, 308].includes(response.status) || location === null) return undefined;
  const next = URL.canParse(location, url) ? new URL(location, url) : undefined;
  return next?.origin === new URL(url).origin ? next.href : undefined;
}
