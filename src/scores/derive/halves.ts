/** Whether D_real and D_fake are the discriminator's losses on real and on generated images, or its answers. */
import { medianOfFinite } from "../../kit/stats.ts";
import type { LogColumn } from "../table/log-table.ts";
import { type QuantityColumns, ROUNDING } from "./loss-evidence.ts";

export interface Halves {
  /** With the halves as losses, where they are. */
  logged: QuantityColumns;
  /** The sentence that says so; null where they are left as they are. */
  why: string | null;
}

const FEWEST_ROWS = 3;
/** Names that say what was given to the discriminator, and not whether its answer or its loss is meant. */
const OPEN_NAME =
  /(?:^|[^a-z])(?:net)?d(?:is(?:c(?:rim(?:inator)?)?)?)?[\s_./-]*(?:real|fake)(?:[\s_./-]*(?:step|epoch|avg|mean|loss))?$/i;
/** Answers under which a discriminator would call nearly all real images generated. */
const NO_ANSWER = 0.2;
/** Share of the rows that makes a pattern. */
const MOST = 0.5;
/** Answers that are higher on generated images in so many rows are those of no discriminator. */
const OFTEN = 0.25;

export const halvesOf = (logged: QuantityColumns): Halves => {
  const { probabilityReal: real, probabilityFake: fake, lossReal, lossFake } = logged;
  if (!real || !fake || lossReal || lossFake) return { logged, why: null };
  const evidence = sumsUp(logged, real, fake) ?? (isOpen(real, fake) ? evidenceOfLosses(logged, real, fake) : null);
  if (evidence === null) return { logged, why: null };
  const { probabilityReal: _, probabilityFake: __, ...others } = logged;
  return {
    logged: { ...others, lossReal: real, lossFake: fake },
    why: `${real.name} and ${fake.name} are read as losses, not as probabilities: ${evidence}.`,
  };
};

const isOpen = (...columns: LogColumn[]): boolean => columns.every(({ name }) => OPEN_NAME.test(name));

/** D_real and D_fake that add up to the discriminator's loss (or to twice as much) are its halves, whatever they are called. */
const sumsUp = ({ lossDiscriminator }: QuantityColumns, real: LogColumn, fake: LogColumn): string | null => {
  if (!lossDiscriminator) return null;
  const rows = rowsOf(lossDiscriminator, real, fake);
  const share = (of: (sum: number) => number) =>
    shareOf(rows, ([loss, r, f]) => Math.abs(of(r + f) - loss) <= 2e-3 * Math.max(1, Math.abs(loss)));
  const sums = share((sum) => sum);
  const means = share((sum) => sum / 2);
  if (rows.length < FEWEST_ROWS || Math.max(sums, means) < 0.95) return null;
  return `their ${sums >= means ? "sum" : "mean"} is ${lossDiscriminator.name}`;
};

/** What a mean answer p of a discriminator can not show beside losses: by Jensen, a mean of -ln p is at least -ln of the mean. */
const evidenceOfLosses = (
  { lossGenerator, lossDiscriminator }: QuantityColumns,
  real: LogColumn,
  fake: LogColumn,
): string | null => {
  const beside = lossDiscriminator ?? lossGenerator;
  if (!beside) return null;
  const rows = rowsOf(beside, real, fake);
  if (rows.length < FEWEST_ROWS || rows.some(([, r, f]) => Math.min(r, f) < -ROUNDING)) return null;
  if (rows.some(([, r, f]) => Math.max(r, f) > 1 + ROUNDING))
    return "they are never negative and pass 1, as losses do, and stand beside losses";
  if (rows.every(([, r, f]) => r === 0 && f === 0))
    return "both are 0 on every row, as terms that are switched off are";
  if (lossDiscriminator)
    // A mean of the two halves is the least that the answers allow.
    return shareOf(rows, ([loss, r, f]) => loss < 0.4 * (unlikely(r) + unlikely(1 - f))) >= MOST
      ? `${lossDiscriminator.name} is lower than cross-entropy can be with such answers`
      : null;
  if ([1, 2].every((side) => medianOfFinite(rows.map((row) => row[side]!))! < NO_ANSWER))
    return "both stand near 0, where answers would call every real image generated, and the discriminator's loss is not logged otherwise";
  const follows = ([loss, , f]: Row) => Math.abs(loss - unlikely(f)) <= 0.25 * Math.max(0.05, unlikely(f));
  if (shareOf(rows, follows) >= MOST) return null;
  const isTooLow = ([loss, , f]: Row) => loss < 0.5 * unlikely(f);
  return shareOf(rows, ([, r, f]) => r < f) >= OFTEN || shareOf(rows, isTooLow) >= MOST
    ? "they stand beside losses, and the answers of a discriminator would be higher on real images and in keeping with the generator's loss"
    : null;
};

const unlikely = (chance: number): number => -Math.log(Math.max(1e-7, chance));

type Row = readonly [beside: number, real: number, fake: number];

const rowsOf = (beside: LogColumn, real: LogColumn, fake: LogColumn): Row[] =>
  beside.values.flatMap((loss, row): Row[] => {
    const [r, f] = [real.values[row] ?? null, fake.values[row] ?? null];
    return isFiniteNumber(loss) && isFiniteNumber(r) && isFiniteNumber(f) ? [[loss, r, f]] : [];
  });

const shareOf = (rows: readonly Row[], holds: (row: Row) => boolean): number =>
  rows.filter(holds).length / Math.max(1, rows.length);

const isFiniteNumber = (value: number | null): value is number => value !== null && Number.isFinite(value);
