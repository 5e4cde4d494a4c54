/** Columns that no score is made of. A run is broken whatever the column is called, and whether or not a score can be made of it. */
import type { OtherColumn } from "../score-log.ts";
import type { LogColumn } from "../table/log-table.ts";
import { metricName } from "../table/metric-series.ts";
import { wordsOf } from "../table/name-words.ts";

/** Words of what may end, jump or be infinite without harm: schedules, times, machines, what was held out, the best so far. */
const HARMLESS =
  /^(?:lr|learning|rate|wd|momentum|val|valid|validation|test|eval|dev|time|times|eta|elapsed|sec|secs|seconds|ms|speed|throughput|ips|fps|data|maintenance|cpumem|gpumem|mem|memory|gpu|cpu|best|fid|kid|psnr|ssim|lpips|step|steps|epoch|iter|iters|iteration|batch|kimg|nimg|images|samples|seed)$/;
/** Words of a critic's output, which has no scale and grows in healthy runs. */
const WITHOUT_SCALE = /^(?:critic|score|scores|logit|logits|validity|output|outputs|wgan|wasserstein|wass)$/;
/** Broken rows up to the end that are no chance. */
const FEWEST_BROKEN = 3;
/** A column whose largest value is no more than this many times one of its lowest can not have exploded. */
const SMALLEST_GROWTH = 10;
const SAMPLE = 1000;

export interface OtherColumns {
  /** Finite up to a row, broken from there on. */
  broken: OtherColumn[];
  /** Those that grew enough to be looked at; broken cells are gaps. */
  grown: OtherColumn[];
}

export const otherColumns = (
  columns: readonly LogColumn[],
  perStep: (values: LogColumn["values"]) => LogColumn["values"],
): OtherColumns => {
  const followed = columns.filter(({ name }) => !hasWord(name, HARMLESS) && metricName(name) === null);
  const named = (own: readonly LogColumn[]) => own.map(({ name, values }) => ({ name, values: perStep(values) }));
  return {
    broken: named(followed.filter(({ values }) => values.some(isBroken))).filter(({ values }) => brokeForGood(values)),
    grown: named(followed.filter((column) => !hasWord(column.name, WITHOUT_SCALE) && hasGrown(column.values))).map(
      ({ name, values }) => ({ name, values: values.map((value) => (isBroken(value) ? null : value)) }),
    ),
  };
};

const hasWord = (name: string, words: RegExp): boolean => wordsOf(name.slice(0, 200)).some((word) => words.test(word));

/** A column that is only filled now and then has NaN between its numbers. */
const brokeForGood = (values: LogColumn["values"]): boolean => {
  const first = values.findIndex(isBroken);
  const isSound = (value: number | null) => Number.isFinite(value);
  return (
    first !== -1 &&
    values.slice(0, first).some(isSound) &&
    !values.slice(first).some(isSound) &&
    values.slice(first).filter(isBroken).length >= FEWEST_BROKEN
  );
};

/** A counter has grown too, but never falls. */
const hasGrown = (values: LogColumn["values"]): boolean => {
  const finite = values.filter((value): value is number => value !== null && Number.isFinite(value));
  if (!finite.some((value, row) => row > 0 && value < finite[row - 1]!)) return false;
  const every = Math.ceil(finite.length / SAMPLE);
  const sizes = finite.filter((_, row) => row % every === 0).map(Math.abs);
  const low = sizes.toSorted((a, b) => a - b)[Math.floor(sizes.length / 10)]!;
  return sizes.some((size) => size > SMALLEST_GROWTH * low);
};

const isBroken = (value: number | null): boolean => value !== null && !Number.isFinite(value);
