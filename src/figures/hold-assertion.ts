/** Whether an assertion holds for an Analysis. */
import type { Analysis, Assertion } from "../analysis/analysis.ts";
import { figureOf } from "./figures.ts";
import type { Measured } from "./measured.ts";
import type { Asserted } from "./parse-assertion.ts";

/** @param strict the end of the interval that is against it has to hold too */
export const holdAssertion = (analysis: Analysis, asserted: Asserted, strict: boolean): Assertion => {
  const { figure, comparison, bound, at } = asserted;
  const common = {
    text: `${figure} ${comparison} ${bound} @ ${typeof at === "number" ? `step:${at}` : at}`,
    figure,
    comparison,
    bound,
    strict,
  };
  const places = placesOf(analysis, at);
  const measured = places.map((index) => ({ index, found: figureOf(analysis, index, figure) }));
  const label = (index: number): string | null => analysis.checkpoints[index]?.label ?? null;
  const missing = measured.find(({ found }) => found === null);
  const broken = measured.find(({ found }) => found && !holds(found, asserted, strict));
  const decisive = broken ?? measured.at(-1);
  if (!broken && (missing || !decisive)) {
    const checkpoint = missing ? label(missing.index) : null;
    return {
      ...common,
      status: "not-measured",
      checkpoint,
      value: null,
      interval: null,
      reason: missing
        ? `${figure} was not measured${checkpoint === null ? "" : ` at ${checkpoint}`}`
        : noPlace(analysis, at),
    };
  }
  const { index, found } = decisive as { index: number; found: Measured };
  return {
    ...common,
    status: broken ? "broken" : "held",
    checkpoint: label(index),
    ...found,
    reason: null,
  };
};

/** Indices of checkpoints; of a log without pictures its end. */
const placesOf = ({ checkpoints }: Analysis, at: Asserted["at"]): number[] => {
  if (checkpoints.length === 0) return typeof at === "number" ? [] : [0];
  if (at === "last") return [checkpoints.length - 1];
  return [...checkpoints.keys()].filter((index) => at === "any" || checkpoints[index]!.step === at);
};

const noPlace = ({ checkpoints }: Analysis, step: Asserted["at"]): string =>
  `no checkpoint has the step ${step}; there are ${checkpoints.map(({ step: own }) => own ?? "none").join(", ") || "none"}`;

const holds = ({ value, interval }: Measured, { comparison, bound }: Asserted, strict: boolean): boolean => {
  const isUpper = comparison === "<" || comparison === "<=";
  const end = strict && interval ? (isUpper ? (interval.high ?? Number.POSITIVE_INFINITY) : interval.low) : value;
  if (comparison === "<=") return end <= bound;
  if (comparison === "<") return end < bound;
  return comparison === ">" ? end > bound : end >= bound;
};
