/** Bytes with a name in front and a digest behind, so that a damaged or foreign piece is refused and never half believed. */
import { hash } from "node:crypto";

const DIGEST = 32;
const MAGIC = 8;

/** @param magic 8 letters: kind and version of what is sealed */
export const seal = (magic: string, parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat([Buffer.from(magic, "latin1"), ...parts]);
  return Buffer.concat([content, hash("sha256", content, "buffer")]);
};

/** What was sealed; null where it is damaged, or of another kind. */
export const unseal = (magic: string, bytes: Buffer): Buffer | null => {
  if (bytes.length < MAGIC + DIGEST || bytes.toString("latin1", 0, MAGIC) !== magic) return null;
  const content = bytes.subarray(0, -DIGEST);
  return hash("sha256", content, "buffer").equals(bytes.subarray(-DIGEST)) ? content.subarray(MAGIC) : null;
};

/** Bytes of a list of numbers, as they lie in memory. */
export const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);

/** A copy that lies where lists of numbers may begin. */
export const aligned = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;
