/** Reads the score logs of a run: files or folders, of any known format, into one log. */
import { stat } from "node:fs/promises";
import { InputError } from "../errors.ts";
import { readingReason } from "../kit/file-kind.ts";
import { pathHint } from "../kit/path-hint.ts";
import { buildLog, type ScoreOptions } from "./derive/build-log.ts";
import { readLogFile } from "./read/read-file.ts";
import { readLogFolder } from "./read/read-folder.ts";
import type { ScoreLog } from "./score-log.ts";
import type { LogTable } from "./table/log-table.ts";

/**
 * Reads one log or several of one run, and derives what can be derived.
 * @param paths files or folders; `name=path` names the quantity of a file that holds one (such as a TensorBoard CSV)
 * @throws InputError when nothing can be read, or nothing that was read is understood
 */
export const readScores = async (paths: string | readonly string[], options: ScoreOptions = {}): Promise<ScoreLog> => {
  const tables: LogTable[] = [];
  let isFolder = false;
  for (const given of typeof paths === "string" ? [paths] : paths) {
    const { path, name } = await locate(given);
    const info = await stat(path);
    if (info.isDirectory()) {
      isFolder = true;
      tables.push(...(await readLogFolder(path)));
    } else if (info.isFile()) {
      const table = await readLogFile(path, path);
      tables.push(name === null ? table : renameValue(table, name));
    } else
      throw new InputError(
        "SCORES_FORMAT",
        `Expected a file or a folder for --scores but ${path} is neither. Next: write the log into a file.`,
      );
  }
  return buildLog(tables, options, isFolder);
};

const locate = async (given: string): Promise<{ path: string; name: string | null }> => {
  const missing = await stat(given).then(
    () => null,
    (cause: NodeJS.ErrnoException) => cause,
  );
  if (!missing) return { path: given, name: null };
  const at = given.indexOf("=");
  const path = given.slice(at + 1);
  if (at > 0 && (await stat(path).catch(() => null))) return { path, name: given.slice(0, at) };
  throw new InputError(
    "SCORES_MISSING",
    `Expected a score log at ${given} but it can not be read: ${readingReason(missing)}. Next: ${pathHint(given) ?? pathHint(path) ?? nextFor(missing)}.`,
    { cause: missing },
  );
};

const nextFor = ({ code }: NodeJS.ErrnoException): string =>
  code === "EACCES" || code === "EPERM" ? "check its permissions" : "check the path given to --scores";

/** The one column that is no count takes the name. */
const renameValue = (table: LogTable, name: string): LogTable => {
  const values = table.columns.filter(
    (column) => !/^(?:(?:wall |relative )?time(?:stamp)?|_?step|itr|epoch|iteration|index)?$/i.test(column.name),
  );
  if (values.length !== 1)
    throw new InputError(
      "SCORES_COLUMNS",
      `Expected a log with one quantity for ${name}=${table.source} but it has ${values.length}. Next: use --columns for a log with several.`,
    );
  return {
    ...table,
    columns: table.columns.map((column) => (column === values[0] ? { ...column, name } : column)),
  };
};
