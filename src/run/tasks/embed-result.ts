/** What an embedding task found: of every image its content, facts and embedding, or that its picture could not be decoded. */
import { aligned, bytesOf, seal, unseal } from "./sealed.ts";

const MAGIC = "GDEMBR01";
const HEAD = 16;
const HASH = 32;
const FACTS = 16;
/** A task has some thousand images; a sheet or a model may be large. */
export const LARGEST_RESULT = 2 ** 31;

export interface EmbeddedImage {
  /** SHA-256 of the prepared pixels, hex. */
  contentHash: string;
  embedding: Float32Array;
  /** As in `PixelImage`. */
  spread: number;
  isNoise: boolean;
}

export interface EmbedResult {
  dimension: number;
  /** In the order of the task; null where the picture could not be decoded. */
  images: readonly (EmbeddedImage | null)[];
  /** Pictures that could not be decoded, by their place in the task. */
  skipped: readonly (readonly [picture: number, reason: string])[];
}

export const encodeEmbedResult = ({ dimension, images, skipped }: EmbedResult): Buffer => {
  const there = images.filter((image) => image !== null);
  const json = Buffer.from(JSON.stringify(skipped));
  const head = Buffer.alloc(HEAD);
  for (const [at, value] of [images.length, dimension, there.length, json.length].entries())
    head.writeUInt32LE(value, 4 * at);
  const states = Uint8Array.from(images, (image) => Number(image !== null));
  const hashes = Buffer.from(there.map(({ contentHash }) => contentHash).join(""), "hex");
  const facts = Float64Array.from(there.flatMap(({ spread, isNoise }) => [spread, Number(isNoise)]));
  const embeddings = new Float32Array(there.length * dimension);
  for (const [row, { embedding }] of there.entries()) embeddings.set(embedding, row * dimension);
  return seal(MAGIC, [head, json, states, hashes, bytesOf(facts), bytesOf(embeddings)]);
};

/** @param expected what the task asked for @returns null where it is damaged, or of another task */
export const decodeEmbedResult = (
  bytes: Buffer,
  expected: { images: number; dimension: number },
): (EmbedResult & { rowsStart: number }) | null => {
  const body = unseal(MAGIC, bytes);
  if (!body || body.length < HEAD) return null;
  const [images, dimension, count, jsonLength] = [0, 4, 8, 12].map((at) => body.readUInt32LE(at)) as [
    number,
    number,
    number,
    number,
  ];
  if (images !== expected.images || dimension !== expected.dimension || count > images) return null;
  const statesStart = HEAD + jsonLength;
  const hashesStart = statesStart + images;
  const factsStart = hashesStart + count * HASH;
  const rowsStart = factsStart + count * FACTS;
  if (body.length !== rowsStart + 4 * count * dimension) return null;
  const states = body.subarray(statesStart, hashesStart);
  const skipped = readSkipped(body.toString("utf8", HEAD, statesStart));
  if (!skipped || states.some((state) => state > 1) || states.reduce((sum, state) => sum + state, 0) !== count)
    return null;
  const facts = new Float64Array(aligned(body.subarray(factsStart, rowsStart)));
  const rows = new Float32Array(aligned(body.subarray(rowsStart)));
  let row = 0;
  const imageAt = (): EmbeddedImage => {
    const at = row++;
    return {
      contentHash: body.toString("hex", hashesStart + at * HASH, hashesStart + (at + 1) * HASH),
      spread: facts[2 * at]!,
      isNoise: facts[2 * at + 1] === 1,
      embedding: rows.subarray(at * dimension, (at + 1) * dimension),
    };
  };
  return {
    dimension,
    images: Array.from(states, (state) => (state === 1 ? imageAt() : null)),
    skipped,
    // Of the whole piece.
    rowsStart: MAGIC.length + rowsStart,
  };
};

const readSkipped = (text: string): EmbedResult["skipped"] | null => {
  try {
    const read: unknown = JSON.parse(text);
    const isPair = (pair: unknown) =>
      Array.isArray(pair) && pair.length === 2 && Number.isSafeInteger(pair[0]) && typeof pair[1] === "string";
    return Array.isArray(read) && read.every(isPair) ? (read as EmbedResult["skipped"]) : null;
  } catch {
    return null;
  }
};
