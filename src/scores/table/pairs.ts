/** What the second of two numbers under one name is. */
import { greatest } from "../../kit/stats.ts";

const FEWEST_ROWS = 8;
/** Images of one batch, over both halves. */
const LARGEST_BATCH = 1024;
/** Share of half a unit of the last printed digit that a whole number of images may be off. */
const TOLERANCE = 0.1;

/** Accuracies are whole numbers of images out of a batch; a loss hits such a share by chance only. */
export const isAccuracyBeside = (values: readonly (number | null)[]): boolean => {
  const shares = values.filter((value): value is number => value !== null && Number.isFinite(value));
  if (shares.length < FEWEST_ROWS || !shares.some((share) => share > 0)) return false;
  if (shares.some((share) => share < 0 || share > 1)) return false;
  const digits = greatest(shares.map((share) => String(share).split(".")[1]?.length ?? 0));
  const rounding = 0.5 * 10 ** -digits;
  const largest = Math.min(LARGEST_BATCH, Math.max(1, TOLERANCE / rounding));
  for (let batch = 1; batch <= largest; batch++)
    if (shares.every((share) => Math.abs(share * batch - Math.round(share * batch)) <= batch * rounding + 1e-9))
      return true;
  return false;
};
