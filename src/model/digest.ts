import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/**
 * The first 32 hexadecimal digits (128 bits) of the SHA-256 of `text`. Names tasks in markers and binds statements
 * to a gate's wording, so two texts that an author controls must not be findable with equal digests.
 */
export function digest(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text))).slice(0, 32);
}

/** The whole SHA-256 of a file in hexadecimal, as `sha256sum` prints it. */
export function fileDigest(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes));
}
