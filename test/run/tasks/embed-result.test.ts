import { hash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeEmbedResult, type EmbedResult, encodeEmbedResult } from "../../../src/run/tasks/embed-result.ts";

const DIMENSION = 3;
const image = fc.record({
  contentHash: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString("hex")),
  embedding: fc.float32Array({ minLength: DIMENSION, maxLength: DIMENSION }),
  spread: fc.double(),
  isNoise: fc.boolean(),
});
const results: fc.Arbitrary<EmbedResult> = fc.record({
  dimension: fc.constant(DIMENSION),
  images: fc.array(fc.option(image), { maxLength: 6 }),
  skipped: fc.array(fc.tuple(fc.nat(), fc.string())),
});
const expectedOf = ({ images }: EmbedResult) => ({ images: images.length, dimension: DIMENSION });

/** As a writer with other intentions would seal it. */
const sealed = (body: Buffer): Buffer => {
  const content = Buffer.concat([Buffer.from("GDEMBR01"), body]);
  return Buffer.concat([content, hash("sha256", content, "buffer")]);
};

describe("the result of an embedding task", () => {
  test("comes back as it was, NaN and odd reasons too", () => {
    fc.assert(
      fc.property(results, (result) => {
        const decoded = decodeEmbedResult(encodeEmbedResult(result), expectedOf(result));
        expect(decoded).toMatchObject({ ...result });
      }),
    );
  });

  test("says where its rows lie in the piece", () => {
    const embedding = Float32Array.from([1, 2, 3]);
    const one = { contentHash: "ab".repeat(32), embedding, spread: 5, isNoise: false };
    const bytes = encodeEmbedResult({ dimension: 3, images: [null, one], skipped: [[0, "broken"]] });
    const { rowsStart } = decodeEmbedResult(bytes, { images: 2, dimension: 3 })!;
    expect([0, 4, 8].map((at) => bytes.readFloatLE(rowsStart + at))).toEqual([1, 2, 3]);
  });

  test("is refused where any bit of it was changed, or it was cut", () => {
    fc.assert(
      fc.property(results, fc.nat(), fc.integer({ min: 0, max: 7 }), (result, place, bit) => {
        const bytes = encodeEmbedResult(result);
        const cut = place % bytes.length;
        expect(decodeEmbedResult(bytes.subarray(0, cut), expectedOf(result))).toBeNull();
        bytes[cut]! ^= 1 << bit;
        expect(decodeEmbedResult(bytes, expectedOf(result))).toBeNull();
      }),
    );
  });

  test("is refused where its lengths lie, however well it is sealed", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 2 ** 32 - 1 }), { minLength: 4, maxLength: 4 }),
        fc.uint8Array(),
        (head, rest) => {
          const body = Buffer.concat([Buffer.from(Uint32Array.from(head).buffer), rest]);
          const decoded = decodeEmbedResult(sealed(body), { images: head[0]!, dimension: head[1]! });
          if (decoded) expect(decoded.images.filter((one) => one !== null)).toHaveLength(head[2]!);
        },
      ),
    );
  });

  test("of another task is refused", () => {
    const bytes = encodeEmbedResult({ dimension: 3, images: [null], skipped: [] });
    expect(decodeEmbedResult(bytes, { images: 2, dimension: 3 })).toBeNull();
    expect(decodeEmbedResult(bytes, { images: 1, dimension: 4 })).toBeNull();
  });
});
