import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { floatsOfNpy } from "../../../eval/embedder/npy.ts";
import { npyFile } from "../../../src/run/exports/npy.ts";

const PARTS = [Float32Array.of(1, -2.5, 1e-30), Float32Array.of(0.1, 3e38, Number.NaN, 7, 8, 9)];
const VALUES = PARTS.flatMap((part) => [...part]);
const hasNumpy = spawnSync("python3", ["-c", "import numpy"]).status === 0;

describe("a NumPy file", () => {
  test("holds the parts below each other, its values at a multiple of 64 bytes", () => {
    const file = Buffer.from(npyFile(PARTS, 3));
    const { values, rows, columns } = floatsOfNpy(file);
    expect([rows, columns, [...values]]).toEqual([3, 3, VALUES]);
    expect((file.length - 4 * VALUES.length) % 64).toBe(0);
  });

  test.each([
    [[], 0, 0],
    [[], 3, 0],
  ])("of no rows is a file too", (parts, columns, rows) => {
    expect(floatsOfNpy(Buffer.from(npyFile(parts, columns)))).toMatchObject({ rows, columns });
  });

  test.skipIf(!hasNumpy)("is what numpy reads (skipped where python3 has no numpy)", () => {
    const folder = mkdtempSync(join(tmpdir(), "gan-diversity-"));
    writeFileSync(join(folder, "a.npy"), npyFile(PARTS, 3));
    const script =
      "import numpy, sys; a = numpy.load(sys.argv[1]); print(a.dtype.str, a.shape, a.flags.c_contiguous, a.tolist())";
    const { stdout, stderr } = spawnSync("python3", ["-c", script, join(folder, "a.npy")], { encoding: "utf8" });
    rmSync(folder, { recursive: true });
    expect(stderr).toBe("");
    const [, type, shape, isC, rows] = /^(\S+) (\(.*?\)) (\S+) (.*)$/.exec(stdout.trim())!;
    expect([type, shape, isC]).toEqual(["<f4", "(3, 3)", "True"]);
    expect(JSON.parse(rows!.replaceAll("nan", "null")).flat()).toEqual(
      VALUES.map((value) => (Number.isNaN(value) ? null : value)),
    );
  });
});
