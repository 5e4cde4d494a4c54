/** Figures that occur in many places. */
import { count, described, type Field, type Holds, list, nullable, number, object, text } from "./fields.ts";

const estimateFields = {
  value: number("The point estimate."),
  low: number("Lower end of the 95 % interval."),
  high: nullable(number("Upper end of the 95 % interval; null when the data give no upper bound.")),
  method: text("Name of the estimator and of the interval."),
};

export const estimateSchema = object("A point estimate with its 95 % interval.", estimateFields);
export interface Estimate extends Holds<typeof estimateSchema> {}
export const estimate = (what: string): Field<Estimate> => described(estimateSchema, what);

export const calibratedSchema = object("A value beside what a perfect generator would read at the same sizes.", {
  ...estimateFields,
  expected: number("Null expectation: the value for a generator that draws from the real distribution."),
});
export interface Calibrated extends Holds<typeof calibratedSchema> {}
export const calibrated = (what: string): Field<Calibrated> => described(calibratedSchema, what);

export const histogramSchema = object("Counts of equal bins between two values.", {
  from: number("Lower end of the first bin."),
  to: number("Upper end of the last bin, which holds it."),
  counts: list(count("Values in the bin."), "One count per bin, ascending."),
});
export interface Histogram extends Holds<typeof histogramSchema> {}
export const histogram = (what: string): Field<Histogram> => described(histogramSchema, what);
