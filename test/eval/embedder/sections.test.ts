import { expect, test } from "vitest";
import { levelsFor } from "../../../eval/embedder/levels.ts";
import type { PixelSet } from "../../../eval/embedder/pixel-set.ts";
import { measureSet } from "../../../eval/embedder/set-scores.ts";
import { judgeSheets } from "../../../eval/embedder/sheets-section.ts";
import { exactBackend } from "../../helpers/exact-backend.ts";

const order = { levels: levelsFor(0.8, {}), structure: null, backend: exactBackend };

const sheet = (name: string, kind: string, clusters: number[] | null): PixelSet => ({
  name: `sheets/${name}`,
  section: "sheets",
  kind,
  source: name,
  clusters,
  ambiguous: [false, false, false, clusters?.[3] === -1],
  pixels: async () => [],
});

/** Four tiles in the plane, by their angles in degrees. */
const measured = (set: PixelSet, angles: number[]) => {
  const values = Float32Array.from(
    angles.flatMap((angle) => [Math.cos, Math.sin].map((of) => of((angle * Math.PI) / 180))),
  );
  return measureSet(set, { values, dimension: 2 }, exactBackend);
};

test("sheets are told apart by the mean similarity of their tiles and by the share of similar pairs", async () => {
  const sheets = [
    await measured(sheet("one", "FULL COLLAPSE", null), [0, 1, 2, 3]),
    await measured(sheet("two", "PARTIAL COLLAPSE", [0, 0, 1, -1]), [0, 5, 90, 180]),
    await measured(sheet("varied", "diverse", null), [0, 90, 180, 270]),
    await measured(sheet("alike", "diverse", null), [0, 50, 100, 100]),
  ];
  const { means } = await judgeSheets(sheets, order);
  expect(means["full: AUC of LEVEL"]).toBe(1);
  expect(means["full: AUC of share"]).toBe(1);
  // Mean cosine: two -.15, varied -.33, alike .43; one pair in six of each but "varied" reaches .70.
  expect(means["partial: AUC of LEVEL"]).toBe(0.5);
  expect(means["partial: AUC of share"]).toBe(0.75);
  expect(means["full: margin of LEVEL"]).toBeCloseTo(0.99949 - 0.43018, 4);
  // Of the three clear tiles one pair is of one mode, and the most similar.
  expect(means["pair AP"]).toBe(1);
  expect(means["pairs of one mode found"]).toBe(1);
});
