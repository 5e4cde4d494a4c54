/** What the value of each option must be: one definition for the command line and the library. */
import { availableParallelism } from "node:os";
import { inspect } from "node:util";
import type { FailOn } from "../analysis/analysis.ts";
import { DEVICES } from "../compute/devices.ts";
import { POOLINGS } from "../compute/model-file.ts";
import { FEWEST_IMAGES } from "../diagnosis/pictures/policy.ts";
import { NORMALIZATION_NAMES } from "../embed/user-models/normalizations.ts";
import { flagOf, UsageError } from "../errors.ts";
import type { ScoreOptions } from "../scores/derive/build-log.ts";

export { DEVICES } from "../compute/devices.ts";
export { NORMALIZATION_NAMES } from "../embed/user-models/normalizations.ts";
export { PRESET_NAMES } from "../embed/user-models/presets.ts";

interface Rule {
  /** In words, such as "a number between 0 and 1". */
  expected: string;
  holds(value: unknown): boolean;
  /** The value that the text behind a flag means, NaN or null when none; left out: the text itself. */
  read?(text: string): unknown;
  /** What is expected of that text, where other words fit it. */
  written?: string;
}

const MOST_THREADS = 4 * availableParallelism();
const FAIL_ON: readonly FailOn[] = ["warn", "fail", "never"];
const LOSSES: readonly NonNullable<ScoreOptions["loss"]>[] = ["bce", "hinge", "wgan", "lsgan"];
const REDUCTIONS: readonly NonNullable<ScoreOptions["dLoss"]>[] = ["sum", "mean"];
const MOST_PICTURES = 20_000;
const LARGEST_REPORT = 1000;

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): boolean => typeof value === "string" && value !== "";
const isWhole = (value: unknown, from: number, to: number): boolean =>
  Number.isSafeInteger(value) && (value as number) >= from && (value as number) <= to;
const isBetween = (value: unknown, above: number, to: number): boolean =>
  typeof value === "number" && value > above && value <= to;

const readWhole = (text: string): number => (/^\d{1,9}$/.test(text) ? Number(text) : Number.NaN);
const readNumber = (text: string): number => (text.trim() === "" ? Number.NaN : Number(text));
const readShare = (text: string): number => {
  const [, number, percent] = /^([\d.]+)\s*(%?)$/.exec(text.trim()) ?? [];
  return number === undefined ? Number.NaN : Number(number) / (percent === "%" ? 100 : 1);
};
const readGrid = (text: string): Fields | null => {
  const [, columns, rows] = /^(\d{1,4})x(\d{1,4})$/i.exec(text) ?? [];
  return columns === undefined ? null : { columns: Number(columns), rows: Number(rows) };
};
const readPictures = (text: string): Fields | null => {
  const [, count, size] = /^(\d{1,5})(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  return count === undefined ? null : { count: Number(count), ...(size === undefined ? {} : { size: Number(size) }) };
};

const holdsPictures = (value: unknown): boolean => {
  if (typeof value === "boolean") return true;
  if (!isFields(value)) return false;
  const { count = 0, size = 8, bytes = 1 } = value;
  return isWhole(count, 0, MOST_PICTURES) && isWhole(size, 8, 512) && isBetween(bytes, 0, Number.MAX_VALUE);
};

const whole = (from: number, to = Number.POSITIVE_INFINITY, unit = ""): Rule => ({
  expected: `a whole number${unit} from ${from} ${to === Number.POSITIVE_INFINITY ? "on" : `to ${to}`}`,
  holds: (value) => isWhole(value, from, to),
  read: readWhole,
});
const oneOf = (allowed: readonly string[]): Rule => ({
  expected: `one of ${allowed.join(", ")}`,
  holds: (value) => allowed.some((choice) => choice === value),
});
const text = (expected: string): Rule => ({ expected, holds: isText });
const yesOrNo: Rule = { expected: "true or false", holds: (value) => typeof value === "boolean" };
const isList = (value: unknown): boolean => Array.isArray(value) && value.every(isText);

const RULES = {
  inputs: { expected: "a list of folders, files or globs", holds: isList },
  images: { expected: "a list of images", holds: Array.isArray },
  scores: { expected: "the path of a score log or a list of paths", holds: (value) => isText(value) || isList(value) },
  scoreOptions: { expected: "an object with loss, dLoss or columns", holds: isFields },
  loss: oneOf(LOSSES),
  dLoss: oneOf(REDUCTIONS),
  columns: {
    expected: "an object with the name of a column for each quantity",
    holds: (value) => isFields(value) && Object.values(value).every(isText),
  },
  grid: {
    expected: "columns and rows from 1 to 1000",
    written: "COLSxROWS such as 8x8",
    holds: (value) => isFields(value) && isWhole(value.columns, 1, 1000) && isWhole(value.rows, 1, 1000),
    read: readGrid,
  },
  padding: whole(0, 999, " of pixels"),
  // Fewer images are not judged.
  sample: whole(FEWEST_IMAGES, undefined, " of images"),
  device: oneOf(DEVICES),
  threads: whole(1, MOST_THREADS),
  seed: whole(0),
  threshold: {
    expected: "a number between 0 and 1",
    holds: (value) => isBetween(value, 0, 1) && value !== 1,
    read: readNumber,
  },
  reference: {
    expected: "a folder, file or glob with real images, or false",
    written: "a folder, file or glob with real images",
    holds: (value) => value === false || isText(value),
  },
  referenceLimit: whole(1),
  classes: text('"folders" or the path of a CSV file'),
  model: text("the path of a model or the name of a preset"),
  modelInputSize: whole(8, 2048, " of pixels"),
  modelNormalize: oneOf(NORMALIZATION_NAMES),
  modelPooling: oneOf(POOLINGS),
  modelOutput: text("the name of an output"),
  modelFolder: text("a folder"),
  offline: yesOrNo,
  failOn: oneOf(FAIL_ON),
  assert: { expected: "an assertion or a list of them", holds: (value) => isText(value) || isList(value) },
  strict: yesOrNo,
  maxDuplicates: {
    expected: "a share from 0 to 1",
    written: "a share such as 5% or 0.05",
    holds: (value) => typeof value === "number" && value >= 0 && value <= 1,
    read: readShare,
  },
  maxDrop: {
    expected: "a share from 0 to below 1",
    written: "a share below 100% such as 10% or 0.1",
    holds: (value) => typeof value === "number" && value >= 0 && value < 1,
    read: readShare,
  },
  minModes: {
    expected: "a number from 1 on",
    holds: (value) => typeof value === "number" && value >= 1 && Number.isFinite(value),
    read: readNumber,
  },
  config: text("the path of the configuration file"),
  cache: text("a folder"),
  shared: text("a folder that all machines see"),
  taskImages: whole(1),
  pairsFrom: whole(4000),
  concurrency: whole(1, 1000),
  lockSeconds: whole(1, 86_400),
  verifyCache: yesOrNo,
  thumbnails: {
    expected: `true, false or limits (count to ${MOST_PICTURES}, size from 8 to 512 pixels, bytes)`,
    written: `COUNT or COUNT/SIZE such as 640/64, up to ${MOST_PICTURES} pictures of 8 to 512 pixels,`,
    holds: holdsPictures,
    read: readPictures,
  },
  maxMegabytes: {
    expected: `a number of megabytes above 0, up to ${LARGEST_REPORT},`,
    holds: (value) => isBetween(value, 0, LARGEST_REPORT),
    read: readNumber,
  },
  msSsim: yesOrNo,
  signal: { expected: "an AbortSignal", holds: (value) => value instanceof AbortSignal },
  onCheckpoint: { expected: "a function", holds: (value) => typeof value === "function" },
  onProgress: { expected: "a function", holds: (value) => typeof value === "function" },
} as const satisfies Record<string, Rule>;

export type OptionName = keyof typeof RULES;

/** @throws UsageError naming the first value that can not be, or name that no option has; what is undefined was left out */
export const checkValues = (options: object): void => {
  for (const [name, value] of Object.entries(options)) {
    const rule = Object.hasOwn(RULES, name) ? (RULES[name as OptionName] as Rule) : undefined;
    if (!rule) throw new UsageError(`Expected no option ${name}. Next: check its spelling.`);
    if (value !== undefined && !rule.holds(value)) throw expected(rule.expected, name, value);
  }
};

/** The value that the text behind a flag means. @throws UsageError */
export const readValue = (name: OptionName, text: string): unknown => {
  const { expected: inWords, written = inWords, read, holds }: Rule = RULES[name];
  const value = read ? read(text) : text;
  if (!holds(value)) throw expected(written, name, text);
  return value;
};

/** The sentence for every bad value: what was expected, for what, and what came. */
export const expected = (what: string, option: string, received: unknown): UsageError =>
  new UsageError(
    `Expected ${what} for ${flagOf(option)} but received ${typeof received === "string" ? JSON.stringify(received) : inspect(received, { depth: 1, breakLength: Number.POSITIVE_INFINITY })}`,
  );
