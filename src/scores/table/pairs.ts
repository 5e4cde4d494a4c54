/** What two numbers under one name are. */
import { greatest } from "../../kit/stats.ts";
import type { LogColumn, LogTable } from "./log-table.ts";

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

/** The name of one of the numbers of a pair, from 0. */
export const partOf = (name: string, index: number): string => `${name} [${index + 1}]`;

export type PairOf = "lossGenerator" | "lossDiscriminator";

/**
 * Two numbers of a discriminator are its losses on real and on generated images, or, as Keras gives them, its loss and its accuracy; of a
 * generator, which has no such halves, the first is the loss.
 */
export const meaningOfPair = (
  network: PairOf,
  name: string,
  columns: readonly LogColumn[],
): { roles: LogTable["roles"]; note: string } => {
  const [first, second] = [partOf(name, 0), partOf(name, 1)];
  if (network === "lossGenerator")
    return {
      roles: { lossGenerator: first },
      note: `${name} holds two numbers: the first is read as the loss of the generator.`,
    };
  const beside = columns.find((column) => column.name === second)?.values ?? [];
  return isAccuracyBeside(beside)
    ? {
        roles: { lossDiscriminator: first, accuracy: second },
        note: `${name} holds two numbers: they are read as the loss and the accuracy of the discriminator.`,
      }
    : {
        roles: { lossReal: first, lossFake: second },
        note: `${name} holds two numbers: they are read as the losses on real and on generated images.`,
      };
};
