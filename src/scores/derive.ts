/**
 * From logged quantities to the two scores of MATLAB's GAN monitor: scoreGenerator = mean p_fake,
 * scoreDiscriminator = mean p_real / 2 + mean(1 - p_fake) / 2. Losses of binary cross-entropy bound them from below, since
 * exp is convex: mean p >= exp(-mean loss).
 */
import type { FullSeries } from "./score-log.ts";

export type Column = { name: string; values: (number | null)[] };

export interface LoggedColumns {
  scoreGenerator?: Column;
  scoreDiscriminator?: Column;
  probabilityReal?: Column;
  probabilityFake?: Column;
  lossGenerator?: Column;
  lossDiscriminator?: Column;
  lossReal?: Column;
  lossFake?: Column;
}

/** Untrained discriminators answer .5: a loss of ln 4 when the two halves are summed, of ln 2 when they are averaged. */
const SUM_START = Math.log(4);
const MEAN_START = Math.log(2);
const FIRST_ROWS = 20;
/** Means of 32-bit numbers may pass 0 and 1 by this much. */
const ROUNDING = 1e-5;

export const deriveSeries = (logged: LoggedColumns): { series: FullSeries[]; warnings: string[] } => {
  const warnings: string[] = [];
  const series: FullSeries[] = [];
  const isProbability = (column: Column | undefined): column is Column => {
    if (!column) return false;
    const outside = column.values.find((value) => isFiniteNumber(value) && (value < -ROUNDING || value > 1 + ROUNDING));
    if (outside === undefined) return true;
    warnings.push(
      `${column.name} is not used as a score: its values leave [0, 1] (${outside}), so they are logits or losses, not probabilities.`,
    );
    return false;
  };
  const isCrossEntropy = (column: Column | undefined): column is Column => {
    if (!column) return false;
    const negative = column.values.find((value) => isFiniteNumber(value) && value < -ROUNDING);
    if (negative === undefined) return true;
    warnings.push(
      `${column.name} gives no scores: it is negative (${negative}), as Wasserstein and hinge losses are. It is still watched for divergence.`,
    );
    return false;
  };

  const { probabilityReal, probabilityFake, lossGenerator, lossDiscriminator, lossReal, lossFake } = logged;
  const fakeIsProbability = isProbability(probabilityFake);
  const realIsProbability = isProbability(probabilityReal);

  if (isProbability(logged.scoreGenerator))
    series.push(exact("scoreGenerator", [logged.scoreGenerator], (score) => score));
  else if (fakeIsProbability) series.push(exact("scoreGenerator", [probabilityFake], (fake) => fake));
  else if (isCrossEntropy(lossGenerator)) series.push(bound("scoreGenerator", [lossGenerator], chance));

  if (isProbability(logged.scoreDiscriminator))
    series.push(exact("scoreDiscriminator", [logged.scoreDiscriminator], (score) => score));
  else if (fakeIsProbability && realIsProbability)
    series.push(
      exact("scoreDiscriminator", [probabilityReal, probabilityFake], (real, fake) => real / 2 + (1 - fake!) / 2),
    );
  else if (lossReal && lossFake && isCrossEntropy(lossReal) && isCrossEntropy(lossFake))
    series.push(bound("scoreDiscriminator", [lossReal, lossFake], (real, fake) => (chance(real) + chance(fake!)) / 2));
  else if (isCrossEntropy(lossDiscriminator)) {
    const convention = lossConvention(lossDiscriminator.values);
    warnings.push(`${lossDiscriminator.name}: ${convention.words}.`);
    series.push(bound("scoreDiscriminator", [lossDiscriminator], (loss) => chance(loss / convention.halves)));
  } else if (fakeIsProbability)
    warnings.push(
      "Only the scores of generated images are logged, so dominance of the discriminator can not be confirmed. Next: log the mean D(x) of real images too.",
    );

  if (lossGenerator) series.push(exact("lossGenerator", [lossGenerator], (loss) => loss));
  if (lossDiscriminator) series.push(exact("lossDiscriminator", [lossDiscriminator], (loss) => loss));
  return { series, warnings };
};

/** Whether the discriminator's loss sums its two halves or averages them, judged by how an untrained one starts. */
const lossConvention = (values: readonly (number | null)[]): { halves: 1 | 2; words: string } => {
  const first = values.slice(0, FIRST_ROWS).filter(isFiniteNumber);
  const start = first[0] ?? Number.NaN;
  const near = (level: number) => Math.abs(start - level) < 0.2 * level;
  if (near(SUM_START))
    return { halves: 2, words: "read as the sum of the losses on real and generated images (it starts near ln 4)" };
  if (near(MEAN_START))
    return { halves: 1, words: "read as the mean of the losses on real and generated images (it starts near ln 2)" };
  return {
    halves: 1,
    words: "it starts near neither ln 4 nor ln 2, so sum or mean is unknown; read as the mean, which claims less",
  };
};

const isFiniteNumber = (value: number | null): value is number => value !== null && Number.isFinite(value);

/** Lower bound of the mean probability behind a cross-entropy; a broken loss stays broken. */
const chance = (loss: number): number => (Number.isFinite(loss) ? Math.exp(-loss) : loss);

type Formula = (first: number, second?: number) => number;

const exact = (name: FullSeries["name"], columns: Column[], formula: Formula): FullSeries =>
  build(name, "exact", columns, formula);
const bound = (name: FullSeries["name"], columns: Column[], formula: Formula): FullSeries =>
  build(name, "loss-bound", columns, formula);

const build = (
  name: FullSeries["name"],
  basis: FullSeries["basis"],
  [first, second]: Column[],
  formula: Formula,
): FullSeries => ({
  name,
  basis,
  columns: [first!, second].flatMap((column) => (column ? [column.name] : [])),
  values: first!.values.map((value, row) => {
    const other = second?.values[row];
    return value === null || other === null ? null : formula(value, other);
  }),
});
