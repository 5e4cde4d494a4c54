/** Parsers of option values; each throws the one usage error a bad value can mean. */
import { availableParallelism } from "node:os";
import type { FailOn } from "../analysis/analysis.ts";
import { DEVICES, type Device } from "../compute/devices.ts";
import { POOLINGS, type Pooling } from "../compute/model-file.ts";
import { NORMALIZATION_NAMES, type Normalization } from "../embed/user-models/normalizations.ts";
import { expected } from "../errors.ts";

const FAIL_ON: readonly FailOn[] = ["warn", "fail", "never"];
const LARGEST_GRID = 1000;
const SMALLEST_INPUT = 8;
const LARGEST_INPUT = 2048;

export const parseGrid = (value: string): { columns: number; rows: number } => {
  const [, columns, rows] = /^(\d{1,4})x(\d{1,4})$/i.exec(value) ?? [];
  const grid = { columns: Number(columns), rows: Number(rows) };
  const valid = (count: number) => count >= 1 && count <= LARGEST_GRID;
  if (!valid(grid.columns) || !valid(grid.rows)) throw expected("COLSxROWS such as 8x8", "--grid", value);
  return grid;
};

export const parsePadding = (value: string): number => {
  if (!/^\d{1,3}$/.test(value)) throw expected("a whole number of pixels from 0 to 999", "--padding", value);
  return Number(value);
};

export const parseReferenceLimit = (value: string): number => {
  const limit = Number(value);
  if (!/^\d{1,9}$/.test(value) || limit < 1) throw expected("a whole number from 1 on", "--reference-limit", value);
  return limit;
};

export const parseThreads = (value: string): number => {
  const threads = Number(value);
  if (!/^\d+$/.test(value) || threads < 1 || threads > 4 * availableParallelism())
    throw expected(`a whole number from 1 to ${4 * availableParallelism()}`, "--threads", value);
  return threads;
};

export const parseThreshold = (value: string): number => {
  const threshold = value.trim() === "" ? Number.NaN : Number(value);
  if (!(threshold > 0 && threshold < 1)) throw expected("a number between 0 and 1", "--threshold", value);
  return threshold;
};

export const parseInputSize = (value: string): number => {
  const size = Number(value);
  if (!/^\d{1,4}$/.test(value) || size < SMALLEST_INPUT || size > LARGEST_INPUT)
    throw expected(`a whole number of pixels from ${SMALLEST_INPUT} to ${LARGEST_INPUT}`, "--model-input-size", value);
  return size;
};

export const parseNormalization = (value: string): Normalization =>
  oneOf(NORMALIZATION_NAMES, "--model-normalize", value);

export const parsePooling = (value: string): Pooling => oneOf(POOLINGS, "--model-pooling", value);

export const parseDevice = (value: string): Device => oneOf(DEVICES, "--device", value);

export const parseFailOn = (value: string): FailOn => oneOf(FAIL_ON, "--fail-on", value);

/** The allowed choice, or the usage error that lists them. */
export const oneOf = <T extends string>(allowed: readonly T[], name: string, value: string): T => {
  const found = allowed.find((choice) => choice === value);
  if (found === undefined) throw expected(`one of ${allowed.join(", ")}`, name, value);
  return found;
};
