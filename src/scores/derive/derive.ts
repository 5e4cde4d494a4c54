/**
 * From logged quantities to the two scores of MATLAB's GAN monitor: scoreGenerator = mean p_fake,
 * scoreDiscriminator = mean p_real / 2 + mean(1 - p_fake) / 2.
 */
import type { ScoreBasis, ScoreRefusal } from "../../analysis/analysis.ts";
import type { FullSeries, ScoreLog } from "../score-log.ts";
import type { LogColumn, LogHints } from "../table/log-table.ts";
import { type LossChoice, type LossKind, REFUSED, type Reduction } from "../table/loss-kind.ts";
import { halvesOf } from "./halves.ts";
import { decideLoss, LOWEST_CUT, type QuantityColumns, ROUNDING, reductionOf } from "./loss-evidence.ts";
import { boundOfLoss, correctedLogit, distanceOfSquares, sigmoid } from "./score-formulas.ts";

export interface DeriveOptions {
  loss?: LossChoice;
  dLoss?: Reduction;
}

export interface Derived {
  series: FullSeries[];
  loss: ScoreLog["loss"];
  refusals: ScoreRefusal[];
  warnings: string[];
}

/** Rows of 0 that are no chance. */
const FEWEST_ZEROS = 10;
/** Accuracies above this are per cents. */
const LARGEST_SHARE = 1.5;

export const deriveSeries = (columns: QuantityColumns, hints: LogHints, options: DeriveOptions = {}): Derived => {
  const { logged, why } = halvesOf(columns);
  const warnings = why ? [why] : [];
  const isOpen = why !== null && !logged.lossDiscriminator && !hints.lossUnstated;
  const loss = decideLoss(logged, isOpen ? { ...hints, lossUnstated: true } : hints, options.loss);
  if (isOpen && loss.kind === "unstated") loss.why = "the log does not say which losses these are";
  const refusals: ScoreRefusal[] = [];
  const refuse = (quantity: string, reason: string): null => {
    if (!refusals.some((refusal) => refusal.quantity === quantity)) refusals.push({ quantity, reason });
    return null;
  };
  const context: Context = { logged, hints, options, loss, refuse, warnings };
  const generator = generatorScore(context);
  const discriminator = discriminatorScore(context, generator);
  const critic = criticSeries(context);
  const { lossGenerator, lossDiscriminator } = logged;
  return {
    series: [
      ...(generator ? [generator] : []),
      ...(discriminator ? [discriminator] : []),
      ...(lossGenerator ? [build("lossGenerator", "exact", [lossGenerator], ([value]) => value!)] : []),
      ...(lossDiscriminator ? [build("lossDiscriminator", "exact", [lossDiscriminator], ([value]) => value!)] : []),
      ...(lossDiscriminator ? [] : sumOfHalves(context)),
      ...(critic ? [critic] : []),
    ],
    loss,
    refusals,
    warnings,
  };
};

interface Context {
  logged: QuantityColumns;
  hints: LogHints;
  options: DeriveOptions;
  loss: { kind: LossKind; why: string };
  refuse: (quantity: string, reason: string) => null;
  warnings: string[];
}

const generatorScore = (context: Context): FullSeries | null => {
  const { logged, loss, refuse } = context;
  const direct = probability(context, logged.scoreGenerator);
  if (direct) return build("scoreGenerator", "exact", [direct], ([score]) => score!);
  const fake = probability(context, logged.probabilityFake);
  if (fake) return build("scoreGenerator", probabilityBasis(context), [fake], ([chance]) => chance!);
  const logit = fakeLogit(context);
  if (logit) return logitSeries("scoreGenerator", logit.basis, logit.columns, ([chance]) => chance!);
  const column = logged.lossGenerator;
  if (!column) return null;
  const reason = reasonAgainst(context, column);
  if (reason) return refuse("scoreGenerator", reason);
  return loss.kind === "lsgan"
    ? build("scoreGenerator", "surrogate", [column], ([value]) => distanceOfSquares(value!))
    : build("scoreGenerator", "loss-bound", [column], ([value]) => boundOfLoss(value!));
};

const discriminatorScore = (context: Context, generator: FullSeries | null): FullSeries | null => {
  const { logged, loss, refuse, warnings } = context;
  const direct = probability(context, logged.scoreDiscriminator);
  if (direct) return build("scoreDiscriminator", "exact", [direct], ([score]) => score!);
  const real = probability(context, logged.probabilityReal);
  const fake = probability(context, logged.scoreGenerator) ?? probability(context, logged.probabilityFake);
  if (real && fake)
    return build("scoreDiscriminator", probabilityBasis(context), [real, fake], ([a, b]) => a! / 2 + (1 - b!) / 2);
  const fakes = fakeLogit(context);
  const reals = realLogit(context);
  if (fakes && reals)
    return logitSeries(
      "scoreDiscriminator",
      fakes.basis === reals.basis ? fakes.basis : "sigmoid-of-mean",
      [...reals.columns, ...fakes.columns],
      (chances) => chances[0]! / 2 + (1 - chances[1]!) / 2,
    );
  const halves = lossesOf(logged);
  if (halves) {
    const reason = reasonAgainst(context, halves[0], true);
    if (!reason && loss.kind === "bce")
      return build("scoreDiscriminator", "loss-bound", halves, ([r, f]) => (boundOfLoss(r!) + boundOfLoss(f!)) / 2);
    refuse("scoreDiscriminator", reason ?? `${names(halves)}: ${REFUSED[loss.kind as "hinge"]} (${loss.why}).`);
  }
  const total = logged.lossDiscriminator;
  const reason = total ? reasonAgainst(context, total) : null;
  if (total && !reason) {
    const { reduction, why } = reductionOf(logged, context.hints, context.options.dLoss);
    warnings.push(`${total.name}: ${why}.`);
    const parts = reduction === "sum" ? 2 : 1;
    return loss.kind === "lsgan"
      ? build("scoreDiscriminator", "surrogate", [total], ([value]) => distanceOfSquares(value! / parts))
      : build("scoreDiscriminator", "loss-bound", [total], ([value]) => boundOfLoss(value! / parts));
  }
  const accuracies =
    logged.accuracyReal && logged.accuracyFake
      ? [logged.accuracyReal, logged.accuracyFake]
      : logged.accuracy
        ? [logged.accuracy]
        : null;
  if (accuracies) return accuracySeries(accuracies);
  if (total && reason) return refuse("scoreDiscriminator", reason);
  if (generator && logged.probabilityFake && !halves)
    warnings.push(
      "Only the scores of generated images are logged, so dominance of the discriminator can not be confirmed. Next: log the mean D(x) of real images too.",
    );
  return null;
};

/** The losses on real and on generated images. */
const lossesOf = ({ lossReal, lossFake }: QuantityColumns): [LogColumn, LogColumn] | null =>
  lossReal && lossFake ? [lossReal, lossFake] : null;

/** Halves show a discriminator without error by themselves. A critic's have opposite signs, and their sum says nothing. */
const sumOfHalves = (context: Context): FullSeries[] => {
  const halves = lossesOf(context.logged);
  if (!halves || context.loss.kind === "wgan" || context.loss.kind === "signed") return [];
  return [build("lossDiscriminator", "exact", halves, ([real, fake]) => real! + fake!)];
};

/** null when scores can be derived from this loss. */
const reasonAgainst = (context: Context, column: LogColumn, isPart = false): string | null => {
  const { loss, hints, options } = context;
  if (isSwitchedOff(context.logged, column))
    return `${column.name} gives no scores: it is 0 on every row, as a term that is switched off is.`;
  if (hints.refuseTotals && !isPart && !options.loss) return `${column.name}: ${hints.refuseTotals}.`;
  if (loss.kind === "bce" || (loss.kind === "lsgan" && options.loss === "lsgan")) {
    const negative = column.values.find((value) => value !== null && Number.isFinite(value) && value < -ROUNDING);
    return negative === undefined
      ? null
      : `${column.name} gives no scores: it is negative (${negative}), which ${loss.kind === "bce" ? "cross-entropy" : "a square"} never is.`;
  }
  const help = loss.kind === "unstated" ? " Next: say which loss it is with --loss bce (or hinge, wgan, lsgan)." : "";
  return `${column.name} gives no scores: ${REFUSED[loss.kind]} (${loss.why}).${help}`;
};

/** A loss that is at work is 0 on every row only where the other network's stands at a cut-off. A generator's total may be high without one. */
const isSwitchedOff = ({ lossGenerator, lossDiscriminator }: QuantityColumns, column: LogColumn): boolean =>
  isZero(column) &&
  !lossDiscriminator?.values.some((value) => value !== null && value >= LOWEST_CUT) &&
  !(lossGenerator && standsAtCut(lossGenerator));
const standsAtCut = ({ values }: LogColumn): boolean =>
  values.filter((value, row) => value !== null && value >= LOWEST_CUT && value === values[row - 1]).length * 2 >=
  values.length;
const isZero = ({ values }: LogColumn): boolean =>
  values.filter((value) => value !== null).length >= FEWEST_ZEROS &&
  values.every((value) => value === null || value === 0);

/** The column where all its values are probabilities; else it is refused with the value that is none. */
const probability = ({ refuse, loss, options }: Context, column: LogColumn | undefined): LogColumn | null => {
  if (!column) return null;
  const outside = column.values.find(
    (value) => value !== null && Number.isFinite(value) && (value < -ROUNDING || value > 1 + ROUNDING),
  );
  if (outside === undefined) return column;
  // Told that it is cross-entropy, values of both signs can only be logits.
  if (loss.kind === "bce" && options.loss === "bce") return null;
  return refuse(
    column.name,
    `${column.name} is not used as a score: its values leave [0, 1] (${outside}), so they are logits or losses, not probabilities. Next: --loss bce if they are logits.`,
  );
};

/** Sigmoids of a critic's output are no probabilities of that critic. */
const probabilityBasis = ({ hints, loss }: Context): ScoreBasis =>
  hints.sigmoidOfAnyLoss && loss.kind !== "bce" ? "surrogate" : "exact";

interface Logit {
  basis: ScoreBasis;
  /** Mean, and the standard deviation where it is logged. */
  columns: LogColumn[][];
}

const fakeLogit = (context: Context): Logit | null =>
  logitOf(context, {
    named: context.logged.logitFake,
    spread: context.logged.logitFakeSpread,
    unnamed: context.logged.probabilityFake,
    critic: context.logged.criticFake,
  });
const realLogit = (context: Context): Logit | null =>
  logitOf(context, {
    named: context.logged.logitReal,
    spread: context.logged.logitRealSpread,
    unnamed: context.logged.probabilityReal,
    critic: context.logged.criticReal,
  });

const logitOf = (
  { loss, options, refuse }: Context,
  { named, spread, unnamed, critic }: { [Name in "named" | "spread" | "unnamed" | "critic"]: LogColumn | undefined },
): Logit | null => {
  const told = options.loss === "bce";
  const mean = named ?? (told ? (unnamed ?? critic) : undefined);
  if (!mean && critic)
    return refuse(
      critic.name,
      `${critic.name} gives no scores: it is the output of a critic, which a Wasserstein loss leaves without a zero. Next: --loss bce if the run used the logistic loss.`,
    );
  if (!mean) return null;
  if (loss.kind !== "bce")
    return refuse(
      mean.name,
      `${mean.name} gives no scores: ${loss.kind === "unstated" ? "the log does not say which loss it is" : `the loss is ${loss.kind}`}, and only logits of cross-entropy are log-odds.`,
    );
  return spread && named
    ? { basis: "corrected-logit", columns: [[mean, spread]] }
    : { basis: "sigmoid-of-mean", columns: [[mean]] };
};

const logitSeries = (
  name: FullSeries["name"],
  basis: ScoreBasis,
  groups: LogColumn[][],
  formula: (chances: number[]) => number,
): FullSeries => {
  const chances = groups.map(([mean, spread]) =>
    mean!.values.map((logit, row) => {
      if (logit === null) return null;
      const deviation = spread?.values[row];
      return typeof deviation === "number" ? correctedLogit(logit, deviation) : sigmoid(logit);
    }),
  );
  return {
    name,
    basis,
    columns: groups.flat().map((column) => column.name),
    values: chances[0]!.map((_, row) => {
      const row_ = chances.map((values) => values[row]!);
      return row_.some((value) => value === null) ? null : formula(row_);
    }),
  };
};

const accuracySeries = (columns: LogColumn[]): FullSeries => {
  const largest = columns
    .flatMap(({ values }) => values)
    .reduce<number>((most, value) => (value !== null && value > most ? value : most), 0);
  const unit = largest > LARGEST_SHARE ? 100 : 1;
  return build(
    "scoreDiscriminator",
    "accuracy",
    columns,
    (shares) => shares.reduce((sum, share) => sum + share / unit, 0) / shares.length,
  );
};

/** Mean output on generated images of a critic: as logged, else -loss in both sign conventions of hinge and Wasserstein losses. */
const criticSeries = ({ logged, loss, hints }: Context): FullSeries | null => {
  const column = logged.lossGenerator;
  if (logged.criticFake && !column) return build("criticFake", "exact", [logged.criticFake], ([value]) => value!);
  if (!column || hints.refuseTotals || (loss.kind !== "hinge" && loss.kind !== "wgan")) return null;
  return build("criticFake", "surrogate", [column], ([value]) => -value!);
};

const names = (columns: readonly LogColumn[]): string => columns.map(({ name }) => name).join(" and ");

const build = (
  name: FullSeries["name"],
  basis: ScoreBasis,
  columns: readonly LogColumn[],
  formula: (values: number[]) => number,
): FullSeries => ({
  name,
  basis,
  columns: columns.map((column) => column.name),
  values: columns[0]!.values.map((_, row) => {
    const values = columns.map((column) => column.values[row] ?? null);
    return values.some((value) => value === null) ? null : formula(values as number[]);
  }),
});
