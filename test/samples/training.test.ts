/** The shipped samples are what their maker trains, as far as its first steps show. Skipped where Python has no PyTorch. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const NEEDED = "import torch, numpy, PIL";
const python = ["python3", "/usr/bin/python3"].find((name) => spawnSync(name, ["-c", NEEDED]).status === 0);
const RUNS = ["healthy", "mode-collapse", "discriminator-dominates", "generator-dominates"];

describe.skipIf(python === undefined)("trained again for the first row of its log (skipped without PyTorch)", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "gan-diversity-"));
    const { status, stderr } = spawnSync(
      python!,
      ["-B", "samples/make/make_samples.py", "--out", folder, "--rows", "1"],
      { encoding: "utf8" },
    );
    expect([stderr, status]).toEqual(["", 0]);
  }, 300_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  test("every run is made", () => {
    expect(readdirSync(folder).sort()).toEqual([...RUNS].sort());
  });

  test.each(RUNS)("%s gives the same scores and losses", (name) => {
    const rowsOf = (root: string) =>
      readFileSync(join(root, name, "log.csv"), "utf8")
        .trim()
        .split("\n");
    const [header, row, ...more] = rowsOf(folder);
    const [shippedHeader, shipped] = rowsOf("samples");
    expect([header, more]).toEqual([shippedHeader, []]);
    const expected = shipped!.split(",").map(Number);
    row!.split(",").forEach((value, index) => {
      // Two digits: other processors round the sums of a product differently, and training carries it on.
      expect(Number(value)).toBeCloseTo(expected[index]!, 2);
    });
  });

  test.each(RUNS.flatMap((name) => ["real_samples.png", "fake_samples_step_000000.png"].map((file) => [name, file])))(
    "%s gives the same %s",
    async (name, file) => {
      const [made, shipped] = await Promise.all(
        [folder, "samples"].map((root) =>
          sharp(join(root, name!, file!))
            .raw()
            .toBuffer(),
        ),
      );
      expect(made!.length).toBe(shipped!.length);
      const apart = made!.reduce((sum, value, index) => sum + Math.abs(value - shipped![index]!), 0) / made!.length;
      // Grey levels: a value rounded differently may choose other colours for the palette.
      expect(apart).toBeLessThan(3);
    },
  );
});

const drawn = (seed: number): string => {
  const script = `import sys; sys.path.insert(0, "samples/make"); import drawings; sys.stdout.buffer.write(drawings.drawings(40, ${seed}).tobytes())`;
  return spawnSync(python!, ["-B", "-c", script], { encoding: "latin1" }).stdout;
};

test.skipIf(python === undefined)("the same seed gives the same drawings, another seed others, all in [-1, 1]", () => {
  const bytes = drawn(7);
  expect(drawn(7)).toBe(bytes);
  expect(drawn(8)).not.toBe(bytes);
  const values = new Float32Array(Uint8Array.from(Buffer.from(bytes, "latin1")).buffer);
  expect(values).toHaveLength(40 * 3 * 32 * 32);
  for (const value of values) expect(Math.abs(value)).toBeLessThanOrEqual(1);
});
