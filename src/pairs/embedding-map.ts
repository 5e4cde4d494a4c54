/** Where images lie on a plane: principal components, which keep distances honest, so that a collapsed set stays a spot. */
import { Matrix, NIPALS } from "ml-matrix";
import { countOf, type Rows } from "../kit/rows.ts";
import { greatest, sum } from "../kit/stats.ts";

/** Of the power method; it stops earlier where the axis no longer turns. */
const ITERATIONS = 200;
/** Sum of squares of a column that only holds rounding errors. */
const NOTHING = 1e-9;

export interface PlaneMap {
  /** One list per set, in [0, 1]; both axes have one scale. */
  sets: { x: number[]; y: number[] }[];
  /** Share in [0, 1] of the variance that the two components hold. */
  variance: number;
}

/**
 * All sets on one plane. The sign of an axis is chosen so that the largest deviation is positive: the same images always make
 * the same map.
 * @param sets of one dimension, together at least one row
 */
export const mapTogether = (sets: readonly Rows[]): PlaneMap => {
  const counts = sets.map(countOf);
  const data = Matrix.from1DArray(
    sum(counts),
    sets[0]!.dimension,
    sets.flatMap(({ values }) => Array.from(values)),
  );
  const centred = data.subRowVector(data.mean("column"));
  const total = sumOfSquares(centred);
  if (total < NOTHING) return { variance: 0, sets: counts.map((count) => ({ x: fill(count), y: fill(count) })) };
  const first = component(centred);
  const second = component(first.rest);
  const x = signed(first.scores);
  const y = signed(second.scores);
  const variance = [x, y].flat().reduce((sum, value) => sum + value * value, 0) / total;
  const [lowX, highX] = range(x);
  const [lowY, highY] = range(y);
  const span = Math.max(highX - lowX, highY - lowY);
  const place = (value: number, low: number, high: number) =>
    span > 0 ? Math.round((0.5 + (value - (low + high) / 2) / span) * 1e4) / 1e4 : 0.5;
  let start = 0;
  return {
    variance,
    sets: counts.map((count) => {
      const end = start + count;
      const part = {
        x: x.slice(start, end).map((value) => place(value, lowX, highX)),
        y: y.slice(start, end).map((value) => place(value, lowY, highY)),
      };
      start = end;
      return part;
    }),
  };
};

/** The scores of the first principal component, and what it leaves; zeros where there is nothing. */
const component = (data: Matrix): { scores: number[]; rest: Matrix } => {
  const squares = Array.from({ length: data.columns }, (_, column) =>
    data.getColumn(column).reduce((sum, value) => sum + value * value, 0),
  );
  const most = greatest(squares);
  if (most < NOTHING) return { scores: new Array(data.rows).fill(0), rest: data };
  // The method starts from the first column, which must not be empty.
  const { t, xResidual } = new NIPALS(data.clone().swapColumns(0, squares.indexOf(most)), {
    maxIterations: ITERATIONS,
  });
  return { scores: t.to1DArray(), rest: xResidual };
};

const fill = (count: number): number[] => new Array(count).fill(0.5);

const sumOfSquares = (matrix: Matrix): number => matrix.to1DArray().reduce((sum, value) => sum + value * value, 0);

const signed = (values: number[]): number[] => {
  const [low, high] = range(values);
  return -low > high ? values.map((value) => -value) : values;
};

const range = (values: readonly number[]): [number, number] =>
  values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ] as [number, number]);
