import { readFileSync } from "node:fs";
import sharp from "sharp";
import { beforeAll, expect, test } from "vitest";
import { inkblot, SIDE } from "../../samples/make/inkblots.ts";
import { Random } from "../../samples/make/random.ts";
import { RUNS } from "../../samples/make/runs.ts";
import { type LogRow, train } from "../../samples/make/train.ts";
import { startWasm } from "../../samples/make/wasm.ts";

beforeAll(startWasm);

const fileOf = (run: string, name: string) => new URL(`../../samples/${run}/${name}`, import.meta.url);

test.each(RUNS)("training $name from its settings gives the first row of its log and its first sheet", async (run) => {
  let images: Float32Array | undefined;
  let row: LogRow | undefined;
  for (const event of train(run)) {
    if (event.type === "checkpoint") images ??= event.images;
    if (event.type !== "row") continue;
    row = event.row;
    break;
  }
  const logged = readFileSync(fileOf(run.name, "log.csv"), "utf8").split("\n")[1]!.split(",").map(Number);
  expect(row!.step).toBe(logged[0]);
  // Three digits: other processors round the sums of a product differently.
  const values = [row!.scoreGenerator, row!.scoreDiscriminator, row!.lossGenerator, row!.lossDiscriminator];
  values.forEach((value, index) => {
    expect(value).toBeCloseTo(logged[index + 1]!, 3);
  });
  const sheet = readFileSync(fileOf(run.name, "fake_samples_step_000000.png"));
  const grey = await sharp(sheet).greyscale().raw().toBuffer();
  for (let pixel = 0; pixel < SIDE * SIDE; pixel++) {
    const onSheet = grey[(2 + Math.floor(pixel / SIDE)) * 242 + 2 + (pixel % SIDE)]!;
    expect(Math.abs(onSheet - ((images![pixel]! + 1) / 2) * 255)).toBeLessThanOrEqual(1);
  }
});

test("the same seed gives the same inkblot, another seed another one, all within [-1, 1]", () => {
  const blot = inkblot(new Random(7));
  expect(inkblot(new Random(7))).toEqual(blot);
  expect(inkblot(new Random(8))).not.toEqual(blot);
  for (const value of blot) expect(Math.abs(value)).toBeLessThanOrEqual(1);
});

test("seeded normals have mean 0 and variance 1", () => {
  const values = new Random(11).normals(20_000);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  // Five standard errors.
  expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(20_000));
  expect(Math.abs(variance - 1)).toBeLessThan(5 * Math.sqrt(2 / 20_000));
});
