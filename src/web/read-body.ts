/** A request's body, or why it was not read. */
export type ReadBody =
  /** Its bytes count against what may be held together until it is let go. */
  | { readonly kind: "read"; readonly bytes: Uint8Array<ArrayBuffer>; readonly letGo: () => void }
  | { readonly kind: "too-large" }
  /** All requests together hold as much as they may. */
  | { readonly kind: "no-room" }
  | { readonly kind: "too-slow" }
  /** The sender went away. */
  | { readonly kind: "broken" };

export interface BodyLimits {
  readonly bytesMax: number;
  /** Of all bodies that are held at once: anybody may send one before their signature is known to be bad. */
  readonly bytesTogetherMax: number;
  readonly msMax: number;
}

/** Reads bodies as they come, each up to the first byte too many. */
export function openBodyReader(limits: BodyLimits): (request: Request) => Promise<ReadBody> {
  const room = { bytes: limits.bytesTogetherMax };
  return async (request) => {
    if (Number(request.headers.get("content-length") ?? 0) > limits.bytesMax) return { kind: "too-large" };
    if (request.body === null) return { kind: "read", bytes: new Uint8Array(), letGo: () => undefined };

    const reader = request.body.getReader();
    const held = { bytes: 0 };
    const late = Promise.withResolvers<{ readonly kind: "too-slow" }>();
    const timer = setTimeout(() => late.resolve({ kind: "too-slow" }), limits.msMax);
    const result = await Promise.race([readAll(reader, { limits, room, held }), late.promise]);
    clearTimeout(timer);
    const letGo = (): void => {
      room.bytes += held.bytes;
      held.bytes = 0;
    };
    if (result.kind === "read") return { ...result, letGo };
    letGo();
    return result;
  };
}

interface Counting {
  readonly limits: BodyLimits;
  readonly room: { bytes: number };
  readonly held: { bytes: number };
}

async function readAll(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  { limits, room, held }: Counting,
): Promise<Exclude<ReadBody, { kind: "read" }> | { kind: "read"; bytes: Uint8Array<ArrayBuffer> }> {
  const chunks: Uint8Array[] = [];
  for (;;) {
    let chunk: Awaited<ReturnType<typeof reader.read>>;
    try {
      chunk = await reader.read();
    } catch {
      // Whatever the stream says, it means that the rest will not come.
      return { kind: "broken" };
    }
    if (chunk.done) return { kind: "read", bytes: join(chunks) };
    if (held.bytes + chunk.value.length > limits.bytesMax) return { kind: "too-large" };
    if (chunk.value.length > room.bytes) return { kind: "no-room" };
    held.bytes += chunk.value.length;
    room.bytes -= chunk.value.length;
    chunks.push(chunk.value);
  }
}

function join(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}
