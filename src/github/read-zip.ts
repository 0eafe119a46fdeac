import { fromBufferPromise, type Entry } from "yauzl";

/** Files in one artifact. */
const entriesMax = 1_000;
/** Bytes of all files together, as the archive tells them. */
const totalBytesMax = 200 * 1_048_576;
/** Bytes of the one file that is read. */
const fileBytesMax = 4 * 1_048_576;
/** Deflate reaches 1,032; numbers in JSON reach some 20. */
const ratioMax = 100;

/** Why an archive is not read: what is in it is somebody's mistake or attack, not ours. */
export class ZipError extends Error {
  override readonly name = "ZipError";
}

/** One file of an archive, by its exact name, in memory: nothing is ever written to disk. Throws ZipError. */
export async function readZip(archive: Uint8Array, name: string): Promise<Uint8Array> {
  try {
    return await readEntry(Buffer.from(archive.buffer, archive.byteOffset, archive.length), name);
  } catch (error) {
    if (error instanceof ZipError || !(error instanceof Error)) throw error;
    // What yauzl and zlib find wrong is the archive's: there is no other input.
    throw new ZipError(`the artifact is no archive that can be read: ${error.message.slice(0, 120)}`, {
      cause: error,
    });
  }
}

async function readEntry(archive: Buffer, name: string): Promise<Uint8Array> {
  const zip = await fromBufferPromise(archive, {
    lazyEntries: true,
    strictFileNames: true,
    validateEntrySizes: true,
  });
  if (zip.entryCount > entriesMax) throw new ZipError(`the artifact has more than ${entriesMax} files`);
  let found: Entry | undefined;
  let entries = 0;
  let totalBytes = 0;
  for await (const entry of zip.eachEntry()) {
    entries += 1;
    totalBytes += entry.uncompressedSize;
    if (entries > entriesMax) throw new ZipError(`the artifact has more than ${entriesMax} files`);
    if (totalBytes > totalBytesMax) throw new ZipError(`the artifact holds more than ${totalBytesMax} bytes`);
    if (entry.fileName !== name) continue;
    if (found !== undefined) throw new ZipError(`the artifact has ${name} twice`);
    assertPlain(entry, name);
    found = entry;
  }
  if (found === undefined) throw new ZipError(`the artifact has no ${name}`);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of (await zip.openReadStreamPromise(found)) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > fileBytesMax) throw new ZipError(`${name} is longer than ${fileBytesMax} bytes`);
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function assertPlain(entry: Entry, name: string): void {
  // The upper half holds the file's Unix mode, whose type 0o12 is a symbolic link.
  const fileType = (entry.externalFileAttributes >>> 28) & 0xf;
  if (fileType === 0o12) throw new ZipError(`${name} is a symbolic link`);
  if (!entry.canDecodeFileData()) throw new ZipError(`${name} is encrypted, or packed in an unknown way`);
  if (entry.uncompressedSize > fileBytesMax)
    throw new ZipError(`${name} is longer than ${fileBytesMax} bytes`);
  if (entry.uncompressedSize > 1_024 && entry.uncompressedSize > entry.compressedSize * ratioMax) {
    throw new ZipError(`${name} is packed more than ${ratioMax} to 1`);
  }
}
