/** Runs side by side: each is measured as `check` does, or read from what it saved, and held to the first. */
import type { Analysis, ComparedCheckpoints, ComparedRun, Comparison } from "../../analysis/analysis.ts";
import { SCHEMA_VERSION } from "../../analysis/schema-version.ts";
import { InputError, UsageError } from "../../errors.ts";
import { least } from "../../kit/stats.ts";
import { LEVEL } from "../../metrics/difference/two-sets.ts";
import { checkOptions } from "../options.ts";
import { toolVersion } from "../tool-version.ts";
import { compareFigures, METHOD } from "./compared-analyses.ts";
import { compareImages, FEWEST_IMAGES } from "./compared-sets.ts";
import { withCopyPictures } from "./copy-pictures.ts";
import { holdToBaseline } from "./hold-to-baseline.ts";
import { aboutSide, assertComparable, openSide, type RunToCompare, type Side, type SideOptions } from "./side.ts";

export interface CompareOptions extends SideOptions {
  /** Two or more: a folder, file or glob with the samples of a run, or an Analysis. The others are compared with the first. */
  runs: readonly RunToCompare[];
  /** Default 1. */
  seed?: number;
  /** Of two runs: whether the diversity of the second is for certain below that of the first by more than this share. */
  maxDrop?: number;
}

/** @throws UsageError when there are not two, otherwise as analyze does */
export const compareRuns = async ({ runs, seed = 1, maxDrop, ...options }: CompareOptions): Promise<Comparison> => {
  if (!Array.isArray(runs) || runs.length < 2)
    throw new UsageError("Expected two runs or more to compare. Next: name folders with samples, or saved analyses");
  if (maxDrop !== undefined && runs.length !== 2)
    throw new UsageError(
      `Expected one run and its baseline together with --max-drop but received ${runs.length} runs. Next: hold each run to the baseline by itself`,
    );
  checkOptions({ seed, maxDrop, ...options });
  const sides: Side[] = [];
  for (const run of runs) sides.push(await openSide(run, options));
  const [base, ...others] = sides as [Side, ...Side[]];
  for (const other of others) assertComparable(base, other);
  const threshold = base.analysis.threshold?.value ?? null;
  const compared = others.map((other) => compareSides(base, other, { seed, threshold }));
  return {
    schemaVersion: SCHEMA_VERSION,
    tool: { name: "gan-diversity", version: toolVersion() },
    createdAt: new Date().toISOString(),
    seed,
    threshold,
    ...(options.thumbnails ? await withPictures(sides, compared) : { base: aboutSide(base), others: compared }),
    ...(maxDrop === undefined ? {} : { baseline: holdToBaseline(base.analysis, others[0]!.analysis, maxDrop) }),
  };
};

/** The same with what is copied as pictures. */
const withPictures = async (
  [base, ...others]: readonly Side[],
  compared: readonly ComparedRun[],
): Promise<Pick<Comparison, "base" | "others">> => {
  const about = aboutSide(base!);
  const all = compared.flatMap(({ checkpoints }) => checkpoints);
  const course = await withCopyPictures({ ...about, images: base!.images }, all, "base");
  const pictured: ComparedRun[] = [];
  for (const [index, run] of compared.entries()) {
    const own = { course: run.course, images: others[index]!.images };
    pictured.push({ ...run, course: await withCopyPictures(own, run.checkpoints, "other") });
  }
  return { base: { ...about, course }, others: pictured };
};

const compareSides = (
  base: Side,
  other: Side,
  { seed, threshold }: { seed: number; threshold: number | null },
): ComparedRun => {
  const places = placesOf(base.analysis, other.analysis);
  const level = LEVEL / places.length;
  const checkpoints = places.flatMap(([from, to, step]): ComparedCheckpoints[] => {
    const labels = {
      base: base.analysis.checkpoints[from]!.label,
      other: other.analysis.checkpoints[to]!.label,
      step,
    };
    const [first, second] = [base.images?.[from], other.images?.[to]];
    if (!first || !second || threshold === null) {
      const figures = compareFigures([base.analysis, from], [other.analysis, to], places.length);
      return [{ ...labels, method: METHOD, figures }];
    }
    const compared = compareImages(first, second, { threshold, seed, level });
    return compared ? [{ ...labels, ...compared }] : [];
  });
  if (checkpoints.length === 0)
    throw new InputError(
      "COMPARISON",
      `Expected checkpoints of ${FEWEST_IMAGES} images or more in ${base.name} and in ${other.name} but one has none. Next: name runs with more samples`,
    );
  return { ...aboutSide(other), checkpoints };
};

/** Checkpoints of equal steps, and the last ones of both. */
const placesOf = (base: Analysis, other: Analysis): [from: number, to: number, step: number | null][] => {
  const steps = new Map(other.checkpoints.map(({ step }, index) => [step, index]));
  const places = base.checkpoints.flatMap(({ step }, index): [number, number, number | null][] => {
    const at = step === null ? undefined : steps.get(step);
    return at === undefined ? [] : [[index, at, step]];
  });
  const last = [base.checkpoints.length - 1, other.checkpoints.length - 1] as const;
  const hasLast = places.some(([from, to]) => from === last[0] && to === last[1]);
  return hasLast || least(last) < 0 ? places : [...places, [...last, null]];
};
