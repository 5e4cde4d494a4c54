import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededRandom } from "../../src/kit/random.ts";
import { designWarnings, independentImages } from "../../src/run/independent-images.ts";

const THRESHOLD = 0.8;
const DIMENSION = 64;

type Vector = Float32Array;

const unit = (values: ArrayLike<number>): Vector => {
  const vector = Float32Array.from(values);
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value ** 2, 0));
  return vector.map((value) => value / length);
};

/** Unrelated ones have cosines around 0. */
const maker = (seed: number) => {
  const next = seededRandom(seed);
  const centred = () => next() + next() + next() + next() - 2;
  return {
    next,
    image: (): Vector => unit(Array.from({ length: DIMENSION }, centred)),
    /** A cosine of about .97. */
    variant: (of: Vector): Vector => unit(of.map((value) => value + (0.25 / Math.sqrt(DIMENSION)) * 1.7 * centred())),
  };
};

type Tile = (row: number, column: number) => Vector;

const sheetOf = (columns: number, rows: number, tile: Tile) => {
  const images = Array.from({ length: columns * rows }, (_, at) => {
    const [row, column] = [Math.floor(at / columns), at % columns];
    return {
      member: `epoch_1.png#${row},${column}`,
      contentHash: `${at}`,
      embedding: tile(row, column),
      fault: null,
      key: null,
    };
  });
  const layout = { columns, rows, padding: 2, basis: "given", confidence: 1, emptyCells: 0 };
  return independentImages({ layout }, images, THRESHOLD);
};

const places = ({ images }: ReturnType<typeof independentImages>) => images.map(({ member }) => member.split("#")[1]);

describe("what is alike by design", () => {
  test("a code varied along every row, or down every column: one image of each is left", () => {
    const { image, variant } = maker(1);
    const bases = Array.from({ length: 20 }, image);
    const inRows = sheetOf(8, 20, (row) => variant(bases[row]!));
    expect(inRows.design).toMatchObject({ along: "row", stretch: 8 });
    expect(places(inRows)).toEqual(Array.from({ length: 20 }, (_, row) => `${row},0`));
    const inColumns = sheetOf(20, 8, (_, column) => variant(bases[column]!));
    expect(inColumns.design).toMatchObject({ along: "column", stretch: 8 });
    expect(places(inColumns)).toEqual(Array.from({ length: 20 }, (_, column) => `0,${column}`));
  });

  test("an input, an output and its target side by side, twice in a row", () => {
    const { image, variant } = maker(2);
    const bases = Array.from({ length: 16 }, image);
    const found = sheetOf(6, 8, (row, column) => variant(bases[row * 2 + Math.floor(column / 3)]!));
    expect(found.design).toMatchObject({ along: "row", stretch: 3 });
    expect(found.images).toHaveLength(16);
  });

  test("a row of real pictures over the row of their reconstructions", () => {
    const { image, variant } = maker(3);
    const bases = Array.from({ length: 24 }, image);
    const found = sheetOf(6, 8, (row, column) => variant(bases[Math.floor(row / 2) * 6 + column]!));
    expect(found.design).toMatchObject({ along: "column", stretch: 2 });
    expect(places(found)).toContain("2,5");
    expect(places(found)).not.toContain("3,5");
  });

  test("a walk between two images along every row, whose ends are unlike each other", () => {
    const { image } = maker(4);
    const ends = Array.from({ length: 12 }, () => [image(), image()] as const);
    const found = sheetOf(10, 12, (row, column) => {
      const [from, to] = ends[row]!;
      return unit(from.map((value, at) => value * (1 - column / 9) + to[at]! * (column / 9)));
    });
    expect(found.design).toMatchObject({ along: "row", stretch: 10, neighbours: 1 });
  });

  test("one warning says it for all checkpoints of a design", () => {
    const design = { along: "row" as const, stretch: 8, neighbours: 0.97, elsewhere: 0.01 };
    const warnings = designWarnings([{ label: "epoch 1", design }, { label: "epoch 2" }, { label: "epoch 3", design }]);
    expect(warnings).toEqual([expect.stringMatching(/^epoch 1 and 1 more: along each row .* alike by design .* 97 %/)]);
  });
});

describe("what is no design stays whole", () => {
  const modesOf = (count: number, seed: number) => {
    const { image } = maker(seed);
    return Array.from({ length: count }, image);
  };

  test("modes in any order, whatever their number and share", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.nat(1e6), (count, seed) => {
        const modes = modesOf(count, seed);
        const { next, variant, image } = maker(seed + 1);
        const share = 0.3 + 0.7 * next();
        const found = sheetOf(8, 8, () =>
          next() < share ? variant(modes[Math.floor(next() * modes.length)]!) : image(),
        );
        expect(found).toMatchObject({ design: null });
        expect(found.images).toHaveLength(64);
      }),
      { numRuns: 60 },
    );
  });

  test("a class per row whose images are only related", () => {
    const { image } = maker(6);
    const classes = Array.from({ length: 10 }, image);
    // A cosine of about .5 within a class.
    const found = sheetOf(10, 10, (row) => {
      const own = image();
      return unit(classes[row]!.map((value, at) => value + own[at]!));
    });
    expect(found.design).toBeNull();
  });

  test("images that were no sheet", () => {
    const { image, variant } = maker(7);
    const base = image();
    const images = Array.from({ length: 20 }, (_, at) => ({
      member: `image_${at}.png`,
      contentHash: `${at}`,
      embedding: variant(base),
      fault: null,
      key: null,
    }));
    expect(independentImages({}, images, THRESHOLD)).toEqual({ images, design: null });
  });
});
