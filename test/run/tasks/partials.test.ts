import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PairPartial } from "../../../src/pairs/blocks/pair-totals.ts";
import { decodePartial, encodePartial } from "../../../src/run/tasks/pairs-task.ts";

const ROWS = 5;
const counts = fc.uint32Array({ minLength: ROWS, maxLength: ROWS });
const partials: fc.Arbitrary<PairPartial> = fc.record({
  n: fc.constant(ROWS),
  counts: fc.tuple(counts, counts),
  joined: fc
    .array(fc.nat({ max: ROWS - 1 }), { minLength: ROWS, maxLength: ROWS })
    .map((firsts) => Uint32Array.from(firsts, (first, row) => Math.min(first, row))),
  histogram: fc.array(fc.nat()),
  lowest: fc.option(
    fc.record({
      row: fc.constant(1),
      column: fc.constant(4),
      similarity: fc.float({ noNaN: true, noDefaultInfinity: true }).map((value) => value || 0),
    }),
  ),
});

describe("a share of the pairs", () => {
  test("comes back as it was counted", () => {
    fc.assert(
      fc.property(partials, (partial) => {
        expect(decodePartial(encodePartial(partial), ROWS)).toEqual(partial);
      }),
    );
  });

  test("is refused where any bit of it was changed, it was cut, or it is of another matrix", () => {
    fc.assert(
      fc.property(partials, fc.nat(), fc.integer({ min: 0, max: 7 }), (partial, place, bit) => {
        const bytes = encodePartial(partial);
        expect(decodePartial(bytes, ROWS + 1)).toBeNull();
        expect(decodePartial(bytes.subarray(0, place % bytes.length), ROWS)).toBeNull();
        bytes[place % bytes.length]! ^= 1 << bit;
        expect(decodePartial(bytes, ROWS)).toBeNull();
      }),
    );
  });

  test.each([
    ["a row that is joined with one behind it", { joined: Uint32Array.from([0, 1, 2, 4, 4]) }],
    ["a lowest pair outside of the matrix", { lowest: { row: 0, column: 5, similarity: 0.1 } }],
    ["counts below zero", { histogram: [1, -1] }],
    ["three bounds", { counts: [0, 1, 2].map(() => new Uint32Array(ROWS)) }],
  ])("is refused with %s, however well it is sealed", (_, wrong) => {
    const sound: PairPartial = {
      n: ROWS,
      counts: [new Uint32Array(ROWS), new Uint32Array(ROWS)],
      joined: Uint32Array.from([0, 1, 2, 3, 4]),
      histogram: [],
      lowest: null,
    };
    expect(decodePartial(encodePartial(sound), ROWS)).not.toBeNull();
    expect(decodePartial(encodePartial({ ...sound, ...wrong }), ROWS)).toBeNull();
  });
});
