/** Options from `gan-diversity.config.json`: looked for here and upwards, behind what the command line says. */
import { existsSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import type { Command, Option } from "commander";
import { lilconfig } from "lilconfig";
import { UsageError } from "../errors.ts";
import { STANDARD_OUTPUT } from "./output/destination.ts";

const NAME = "gan-diversity.config.json";
/** What stands before the options. */
const PICTURES = "pictures";
const NO_OPTIONS: ReadonlySet<string> = new Set(["$schema", "config"]);

/** Options whose values are files; those in the configuration lie beside it, wherever the command is run. */
const PATHS: ReadonlySet<string> = new Set([
  PICTURES,
  "reference",
  "html",
  "json",
  "cacheDir",
  "embeddings",
  "tensorboard",
  "representatives",
  "charts",
]);

type Values = Record<string, unknown>;

/**
 * @param others options of other commands, which the same file may hold
 * @throws UsageError when the file that is named is not there, or anything in it can not be
 */
export const applyConfig = async (command: Command, others: readonly string[] = []): Promise<void> => {
  const asked: unknown = command.opts().config;
  if (asked === false) return;
  const found = await load(typeof asked === "string" ? asked : undefined);
  if (!found) return;
  const { path, values } = found;
  for (const [key, value] of Object.entries(values)) {
    if (key === PICTURES) takePictures(command, value, path);
    else if (!NO_OPTIONS.has(key) && (!others.includes(key) || hasOption(command, key)))
      takeOption(command, key, value, path);
  }
  command.setOptionValueWithSource("config", path, "config");
};

/** @returns with the path from here; null where there is none */
const load = async (asked: string | undefined): Promise<{ path: string; values: Values } | null> => {
  const searcher = lilconfig("gan-diversity", { searchPlaces: [NAME] });
  const found = await (asked === undefined ? searcher.search() : searcher.load(asked)).catch((cause: Error) => {
    throw wrong(asked ?? NAME, `it can not be read: ${cause.message}`, cause);
  });
  if (!found) return null;
  const path = relative(process.cwd(), found.filepath) || basename(found.filepath);
  const values: unknown = found.isEmpty ? {} : found.config;
  if (typeof values !== "object" || values === null || Array.isArray(values)) throw wrong(path, "it is no object");
  return { path, values: values as Values };
};

const wrong = (path: string, found: string, cause?: Error): UsageError =>
  new UsageError(
    `Expected a JSON object with options of gan-diversity check in ${path} but ${found}. Next: mend the file, or leave it out with --no-config`,
    cause && { cause },
  );

const takePictures = (command: Command, value: unknown, path: string): void => {
  const texts = Array.isArray(value) ? value : [value];
  if (!texts.every((text) => typeof text === "string")) throw wrong(path, `${PICTURES} is no list of paths`);
  const [given] = command.processedArgs as [string[]];
  if (given.length === 0) command.processedArgs[0] = texts.map((text) => located(PICTURES, text, path));
};

const takeOption = (command: Command, key: string, value: unknown, path: string): void => {
  const options = command.options.filter((option) => option.attributeName() === key);
  if (options.length === 0)
    throw wrong(path, `no option is called ${JSON.stringify(key)}; there are ${configNames(command).join(", ")}`);
  if (command.getOptionValueSource(key) === "cli") return;
  command.setOptionValueWithSource(key, readOption(options, { key, value, path }), "config");
};

const hasOption = (command: Command, key: string): boolean =>
  command.options.some((option) => option.attributeName() === key);

/** Options that a configuration can hold, as it calls them. */
export const configNames = (command: Command): string[] => [
  PICTURES,
  ...new Set(command.options.map((option) => option.attributeName()).filter((name) => !NO_OPTIONS.has(name))),
];

/** A parser with two parameters adds to what was there before. */
export const isRepeated = ({ parseArg }: Option): boolean => parseArg?.length === 2;

/** What the command line would have made of it. @throws UsageError */
const readOption = (
  options: readonly Option[],
  { key, value, path }: { key: string; value: unknown; path: string },
): unknown => {
  if (typeof value === "boolean" && canBe(value, options)) return value;
  const option = options.find(({ required, optional }) => required || optional);
  const texts = Array.isArray(value) ? value : [value];
  const isText = texts.every((text) => typeof text === "string" || typeof text === "number");
  if (!option || !isText || (Array.isArray(value) && !isRepeated(option)))
    throw wrong(path, `${key} is ${JSON.stringify(value)}`);
  return texts
    .map((text) => located(key, `${text}`, path))
    .reduce<unknown>((before, text) => (option.parseArg ? option.parseArg(text, before as never) : text), undefined);
};

/** A flag can be given; what only has a `--no-` form is on by itself. */
const canBe = (value: boolean, options: readonly Option[]): boolean =>
  options.some((option) => (option.negate ? !value || options.length === 1 : option.isBoolean()));

/** From here, where the configuration lies elsewhere. */
const located = (key: string, text: string, path: string): string => {
  const folder = dirname(path);
  if (folder === "." || text === STANDARD_OUTPUT) return text;
  const beside = (name: string) => relative(process.cwd(), resolve(folder, name)) || ".";
  if (PATHS.has(key)) return beside(text);
  if (key === "report") return text.replace(/=(?!-$)(.+)$/s, (_, file: string) => `=${beside(file)}`);
  if (key === "scores") return existsSync(join(folder, text)) ? beside(text) : namedLog(text, beside);
  const mayBeName = key === "model" || key === "classes";
  return mayBeName && existsSync(join(folder, text)) ? beside(text) : text;
};

/** `name=path` */
const namedLog = (text: string, beside: (name: string) => string): string => {
  const [, name, file] = /^([^=/\\]+=)(.+)$/s.exec(text) ?? [];
  return file === undefined ? beside(text) : `${name}${beside(file)}`;
};
