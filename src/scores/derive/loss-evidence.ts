/** Decides which loss a log holds, and how its halves were put together, and says why. */
import type { Quantity } from "../table/columns.ts";
import type { LogColumn, LogHints } from "../table/log-table.ts";
import { isNear, type LossChoice, type LossKind, MEAN_START, type Reduction, SUM_START } from "../table/loss-kind.ts";

export type QuantityColumns = Partial<Record<Quantity, LogColumn>>;

/** Means of 32-bit numbers may pass 0 and 1 by this much. */
export const ROUNDING = 1e-5;

/** Losses that stand from here on may stand where a logarithm is cut off. -ln 1e-3, far over what an untrained network shows. */
export const LOWEST_CUT = 6.9;

const LOSSES = ["lossGenerator", "lossDiscriminator", "lossReal", "lossFake"] as const;

export const decideLoss = (
  logged: QuantityColumns,
  hints: LogHints,
  given: LossChoice | undefined,
): { kind: LossKind; why: string } => {
  if (given) return { kind: given, why: "given by --loss" };
  const columns = LOSSES.flatMap((quantity) => logged[quantity] ?? []);
  const negative = columns
    .map((column) => ({ column, value: column.values.find((value) => isFiniteNumber(value) && value < -ROUNDING) }))
    .find(({ value }) => value !== undefined);
  const output = outputBeyondOne(logged);
  const isDoubted = hints.loss?.kind === "bce" && (negative || (hints.lossIsHabit && output));
  if (hints.loss && !isDoubted) return { ...hints.loss };
  const named = columns.map(({ name }) => kindOfName(name)).find((kind) => kind !== null);
  if (named && !(negative && named === "bce")) return { kind: named, why: "the names of the losses say so" };
  if (negative) return { kind: "signed", why: `${negative.column.name} holds ${negative.value}` };
  if (hints.lossUnstated) return startEvidence(logged, "the same line is printed for several losses");
  if (output) return startEvidence(logged, output);
  const other = hingeStart(logged) ?? lowTogether(logged);
  if (other) return other;
  return {
    kind: "bce",
    why: "assumed, since no loss is negative and the log names none; say --loss if it is another",
  };
};

const kindOfName = (name: string): LossKind | null => {
  if (/hinge/i.test(name)) return "hinge";
  // Only Wasserstein's discriminator is called a critic.
  if (/wass|wgan|critic/i.test(name)) return "wgan";
  if (/lsq|lsgan|least|\(mse\)/i.test(name)) return "lsgan";
  return /bce|cross[\s_-]?entropy|vanilla/i.test(name) ? "bce" : null;
};

/** Untrained networks of cross-entropy start at ln 2 on every half. */
const startEvidence = (logged: QuantityColumns, otherwise: string): { kind: LossKind; why: string } => {
  const generator = firstOf(logged.lossGenerator);
  const total = firstOf(logged.lossDiscriminator);
  const halves = [firstOf(logged.lossReal), firstOf(logged.lossFake)].filter((value) => value !== null);
  const discriminator =
    total === null
      ? halves.length > 0 && halves.every((value) => isNear(value, MEAN_START))
      : isNear(total, MEAN_START, 0.05) || isNear(total, SUM_START, 0.05);
  if (discriminator && generator !== null && isNear(generator, MEAN_START))
    return { kind: "bce", why: "both losses start at ln 2, as untrained networks of cross-entropy do" };
  return hingeStart(logged) ?? { kind: "unstated", why: otherwise };
};

/** Answers outside of [0, 1] come from no sigmoid: the losses beside them may be of any kind. */
const outputBeyondOne = ({ probabilityReal, probabilityFake }: QuantityColumns): string | null => {
  for (const column of [probabilityReal, probabilityFake]) {
    const value = column?.values.find(
      (number) => isFiniteNumber(number) && (number < -ROUNDING || number > 1 + ROUNDING),
    );
    if (value !== undefined)
      return `${column!.name} holds ${value}, so the discriminator ends in no sigmoid, and the log does not say which loss is made of its outputs`;
  }
  return null;
};

/** An untrained hinge discriminator answers 0 to everything: both halves start at the margin, 1, and the generator at 0. */
const hingeStart = (logged: QuantityColumns): { kind: LossKind; why: string } | null => {
  const generator = firstOf(logged.lossGenerator);
  const discriminator = firstOf(logged.lossDiscriminator);
  if (generator === null || discriminator === null) return null;
  const isSum = Math.abs(generator) <= 0.2 && isNear(discriminator, 2, 0.1);
  const isMean = Math.abs(generator) <= 0.1 && isNear(discriminator, 1, 0.1);
  return isSum || isMean
    ? {
        kind: "hinge",
        why: "the discriminator's loss starts at the margin (2, or 1 as a mean) and the generator's at 0, as untrained networks of a hinge do",
      }
    : null;
};

/** Whether the discriminator's loss is the sum of its two halves or their mean. Where that is not sure, what claims less. */
export const reductionOf = (
  logged: QuantityColumns,
  hints: LogHints,
  given: Reduction | undefined,
): { reduction: Reduction; why: string } => {
  if (given)
    return { reduction: given, why: `read as the ${given} of the losses on real and generated images (--d-loss)` };
  const start = firstOf(logged.lossDiscriminator) ?? Number.NaN;
  const read = (reduction: Reduction, why: string) => ({
    reduction,
    why: `read as the ${reduction} of the losses on real and generated images (${why})`,
  });
  const generator = firstOf(logged.lossGenerator);
  const looksHalved = isNear(start, MEAN_START, 0.05) && (generator === null || isNear(generator, MEAN_START));
  if (hints.dLoss?.reduction === "sum" && looksHalved)
    return read("mean", "it starts near ln 2, although the format as a rule adds the halves");
  if (hints.dLoss) return read(hints.dLoss.reduction, hints.dLoss.why);
  if (isNear(start, SUM_START)) return read("sum", "it starts near ln 4");
  if (isNear(start, MEAN_START)) return read("mean", "it starts near ln 2");
  return {
    reduction: "mean",
    why: "it starts near neither ln 4 nor ln 2, so sum or mean is unknown; read as the mean, which claims less. Next: --d-loss sum or mean",
  };
};

/**
 * A generator's cross-entropy of g means answers of exp(-g) and more to its images, and so a discriminator's of -ln(1 - exp(-g)) and more on
 * these alone (Jensen, twice). Only a low loss of the generator is doubted: a high one bounds next to nothing.
 */
const lowTogether = ({ lossGenerator, lossDiscriminator }: QuantityColumns): { kind: LossKind; why: string } | null => {
  if (!lossGenerator || !lossDiscriminator) return null;
  const rows = lossGenerator.values.flatMap((generator, row): [number, number][] => {
    const discriminator = lossDiscriminator.values[row] ?? null;
    return isFiniteNumber(generator) && isFiniteNumber(discriminator) && generator > 0 && discriminator < LOWEST_CUT
      ? [[generator, discriminator]]
      : [];
  });
  const low = rows.filter(
    ([generator, discriminator]) =>
      generator < Math.LN2 && discriminator < -LOW_TOGETHER * Math.log(-Math.expm1(-generator)),
  );
  return rows.length >= FEWEST_ROWS && low.length >= rows.length / 2
    ? {
        kind: "unstated",
        why: `${lossGenerator.name} and ${lossDiscriminator.name} are lower together than two cross-entropies of one discriminator can be`,
      }
    : null;
};
/** Of the bound, halved where the discriminator's loss is a mean, and somewhat less for an update in between. */
const LOW_TOGETHER = 0.4;
const FEWEST_ROWS = 10;

const firstOf = (column: LogColumn | undefined): number | null => column?.values.find(isFiniteNumber) ?? null;

const isFiniteNumber = (value: number | null): value is number => value !== null && Number.isFinite(value);
