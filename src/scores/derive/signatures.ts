/** Patterns of the numbers of a log that have a known meaning. */
import type { ScoreSignature } from "../../analysis/analysis.ts";
import type { FullSeries } from "../score-log.ts";
import type { LossKind } from "../table/loss-kind.ts";
import { LOWEST_CUT } from "./loss-evidence.ts";

/** Rows, and share of the log, for which a pattern must hold without a gap. */
const FEWEST_ROWS = 10;
const SHORTEST_SHARE = 0.02;
/** Spread under which numbers count as frozen. */
const FROZEN = 1e-6;
/** Under which equal numbers are rounded ones: of a loss of .00002 a log shows one digit. An exact 0 is no such number. */
const ROUNDED = 1e-3;
/** Levels at which implementations cut the logarithm off, and who does. */
const CUT_LEVELS: readonly [level: number, who: string][] = [
  [100, "PyTorch's BCELoss cuts the logarithm at -100"],
  [50, "half of 100, where PyTorch's BCELoss cuts the logarithm"],
  [-Math.log(1e-6), "-ln 1e-6, where StudioGAN cuts the logarithm"],
  [-Math.log(1e-7), "-ln 1e-7, where Keras cuts the logarithm"],
  [-Math.log(1e-7) / 2, "half of -ln 1e-7, where Keras cuts the logarithm"],
  [-2 * Math.log(1e-6), "-ln 1e-12, or twice -ln 1e-6, where StudioGAN cuts the logarithm"],
  [15.9424, "-ln 1e-7 in 32-bit numbers, where Keras cuts the logarithm"],
  [7.9712, "half of -ln 1e-7 in 32-bit numbers, where Keras cuts the logarithm"],
];
const LEVEL_TOLERANCE = 2e-3;

export const findSignatures = (
  steps: readonly number[],
  series: readonly FullSeries[],
  loss: LossKind,
): ScoreSignature[] => {
  const values = (name: FullSeries["name"]) => series.find((known) => known.name === name)?.values;
  const generator = values("lossGenerator");
  const discriminator = values("lossDiscriminator");
  const rows = steps.length;
  const shortest = Math.max(FEWEST_ROWS, Math.ceil(SHORTEST_SHARE * rows));
  const found: ScoreSignature[] = [];
  const look = (name: string, meaning: string, holds: (row: number) => boolean, before = 0) => {
    const stretch = longest(rows, holds);
    if (stretch && stretch.end - stretch.start >= shortest)
      found.push({ name, from: steps[stretch.start - before]!, to: steps[stretch.end - 1]!, meaning });
  };

  type Losses = FullSeries["values"] | undefined;
  const atZero = (losses: Losses, row: number) => losses?.[row] != null && Math.abs(losses[row]!) <= 1e-4;
  const saturated = (where: string, stands: (losses: Losses, row: number) => boolean) =>
    look(
      "saturated-cross-entropy",
      `One loss stands at ${where} and the other at 0: the discriminator's answers are saturated and no gradient is left. The generator's numbers do not mean success.`,
      (row) =>
        (stands(discriminator, row) && atZero(generator, row)) ||
        (stands(generator, row) && atZero(discriminator, row)),
    );
  for (const [level, who] of CUT_LEVELS)
    saturated(`${Number(level.toFixed(4))} (${who})`, (losses, row) =>
      near(losses?.[row], level, LEVEL_TOLERANCE * level),
    );
  // Other implementations cut elsewhere.
  if (found.length === 0)
    saturated(
      "a high level that does not move, as where a logarithm is cut off,",
      (losses, row) =>
        losses?.[row] != null &&
        losses[row]! >= LOWEST_CUT &&
        (losses[row] === losses[row - 1] || losses[row] === losses[row + 1]),
    );
  if (loss === "lsgan" && generator && discriminator)
    look(
      "saturated-least-squares",
      "The generator's loss stands at 0.5 or 1 and the discriminator's at 0: the discriminator answers its labels exactly, and the generator learns nothing.",
      (row) => (near(generator[row], 0.5) || near(generator[row], 1)) && Math.abs(discriminator[row] ?? 1) <= 0.005,
    );
  if (loss === "bce" && generator && discriminator)
    look(
      "undecided-discriminator",
      "The discriminator's loss stands at exactly ln 4 (or ln 2) and the generator's at ln 2: the discriminator answers .5 to everything. It has given up, or was never trained.",
      (row) =>
        near(generator[row], Math.LN2, 1e-3) &&
        (near(discriminator[row], 2 * Math.LN2, 1e-3) || near(discriminator[row], Math.LN2, 1e-3)),
    );
  // A loss that is 0 on every row is a term that is switched off.
  for (const [name, known] of [
    ["generator", generator],
    ["discriminator", discriminator],
  ] as const)
    if (known?.some((value) => value))
      look(
        `frozen-${name}-loss`,
        `The ${name}'s loss does not move at all: training stands still.`,
        (row) => row > 0 && isFrozen(known[row - 1], known[row]),
        // The row that the others repeat.
        1,
      );
  return found;
};

const isFrozen = (before: number | null | undefined, value: number | null | undefined): boolean =>
  before != null && value != null && Math.abs(value - before) <= FROZEN && (value === 0 || Math.abs(value) >= ROUNDED);

const near = (value: number | null | undefined, level: number, tolerance = 0.002): boolean =>
  value != null && Math.abs(value - level) <= tolerance;

/** The longest run of rows for which it holds; the first of equals. */
const longest = (rows: number, holds: (row: number) => boolean): { start: number; end: number } | null => {
  let best: { start: number; end: number } | null = null;
  let start = -1;
  for (let row = 0; row <= rows; row++) {
    if (row < rows && holds(row)) {
      if (start === -1) start = row;
    } else if (start !== -1) {
      if (!best || row - start > best.end - best.start) best = { start, end: row };
      start = -1;
    }
  }
  return best;
};
