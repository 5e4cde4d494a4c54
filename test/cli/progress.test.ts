import { expect, test } from "vitest";
import { showProgress } from "../../src/cli/progress.ts";
import type { Progress } from "../../src/run/stages.ts";

/** What is written of progress at these times, milliseconds. */
const shown = (
  columns: number | undefined,
  isTTY: boolean,
  ...events: readonly [time: number, progress: Progress][]
) => {
  const pieces: string[] = [];
  const write = (piece: string) => pieces.push(piece) > 0;
  let time = 0;
  const { update } = showProgress({ isTTY, columns, write } as unknown as NodeJS.WriteStream, () => time);
  for (const [at, progress] of events) {
    time = at;
    update(progress);
  }
  return pieces;
};

const images = (done: number): Progress => ({ stage: "embed", done, total: 10_000, unit: "images", label: "step 7" });

test("progress is shown whole on a terminal that tells no width, and cut on a narrow one", () => {
  for (const columns of [undefined, 0]) expect(shown(columns, true, [0, { stage: "images" }])[0]).toContain("images");
  expect(shown(5, true, [0, { stage: "images" }])[0]).toMatch(/imag$/);
});

test("images are counted, with the rate and the time that is left", () => {
  const lines = shown(120, true, [0, images(0)], [1000, images(1000)], [2000, images(2000)]);
  expect(lines.at(-1)).toContain(
    "embed [####----------------] 2,000 of 10,000 images, 1,000 images/s, 8 s left: step 7",
  );
  // Of one moment no rate is known.
  expect(lines[0]).toMatch(/ 0 of 10,000 images: step 7$/);
});

test("what was known at once does not make the rest look fast", () => {
  const lines = shown(120, true, [0, images(9000)], [1000, images(9010)]);
  expect(lines.at(-1)).toContain("9,010 of 10,000 images, 10 images/s, 2 min left");
});

test("a terminal is redrawn ten times a second at most, and at once for another stage", () => {
  const lines = shown(
    80,
    true,
    [0, images(1)],
    [20, images(2)],
    [40, { stage: "similarity" }],
    [50, { stage: "similarity" }],
    [150, images(3)],
  );
  expect(lines.map((line) => line.slice(4).split(" ")[0])).toEqual(["embed", "similarity", "embed"]);
});

test("elsewhere a whole line comes every ten seconds, and none of a run that is shorter", () => {
  expect(shown(undefined, false, [0, images(1)], [9000, images(2)])).toEqual([]);
  const lines = shown(
    undefined,
    false,
    [0, images(0)],
    [10_000, images(1000)],
    [15_000, images(2000)],
    [20_000, images(4000)],
  );
  expect(lines).toEqual([
    "embed [##------------------] 1,000 of 10,000 images, 100 images/s, 2 min left: step 7\n",
    "embed [########------------] 4,000 of 10,000 images, 200 images/s, 30 s left: step 7\n",
  ]);
});

test("blocks of pairs are counted, with the time that is left", () => {
  const blocks = (done: number): Progress => ({ stage: "similarity", done, total: 7381, unit: "blocks" });
  const lines = shown(120, true, [0, blocks(0)], [2000, blocks(5)]);
  expect(lines.at(-1)).toContain(
    "similarity [--------------------] 5 of 7,381 blocks of pairs, 2.5 blocks/s, 50 min left",
  );
});

test("the rate is that of the last minute: images that are known fly by, the others do not", () => {
  const seconds = (time: number, done: number) => [1000 * time, images(done)] as [number, Progress];
  const lines = shown(
    120,
    true,
    seconds(0, 0),
    seconds(1, 5000),
    ...Array.from({ length: 200 }, (_, second) => seconds(2 + second, 5000 + 10 * (second + 1))),
  );
  expect(lines.at(-1)).toContain("7,000 of 10,000 images, 10 images/s, 5 min left");
});
