/** Finds the logs of one run in its folder. */
import { join, relative, sep } from "node:path";
import { InputError } from "../../errors.ts";
import { isEventFile } from "../../events/read-event-file.ts";
import { findColumns } from "../table/find-columns.ts";
import type { LogTable } from "../table/log-table.ts";
import { metricName } from "../table/metric-series.ts";
import { logFilesBelow } from "./log-files.ts";
import { type EventSource, readEvents } from "./read-events.ts";
import { headOf, readLogFile } from "./read-file.ts";

/**
 * Every log below a folder, each with its warnings; the event files together are one.
 * @throws InputError when there is none
 */
export const readLogFolder = async (folder: string): Promise<LogTable[]> => {
  const { files, unreadable } = await logFilesBelow(folder);
  const events: EventSource[] = [];
  const tables: LogTable[] = [];
  const unknown: string[] = [];
  for (const path of files) {
    const name = relative(folder, path).split(sep).join("/");
    try {
      const { head, size } = await headOf(path);
      if (size === 0) continue;
      if (isEventFile(head)) {
        const at = name.lastIndexOf("/");
        events.push({ path, folder: at === -1 ? "" : name.slice(0, at) });
      } else tables.push(await readLogFile(path, join(folder, name)));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      unknown.push(name);
    }
  }
  const root = sharedFolder(events.map((event) => event.folder));
  if (events.length > 0)
    tables.push(
      await readEvents(
        events.map((event) => ({ ...event, folder: event.folder.slice(root.length) })),
        folder,
      ),
    );
  const logs = logsOf(tables);
  if (logs.length === 0)
    throw new InputError(
      "SCORES_FORMAT",
      `Expected a score log in the folder ${folder} but none of its ${files.length} files is one${unknown.length > 0 ? ` (${unknown.slice(0, 5).join(", ")}${unknown.length > 5 ? " ..." : ""})` : ""}. Next: name the log itself.`,
    );
  const withoutScores = tables.filter((table) => !holdsScores(table) && logs.some(holdsScores));
  if (unreadable.length > 0)
    logs[0]!.warnings.push(
      `Folders that can not be read were left out: ${unreadable.slice(0, 5).join(", ")}${unreadable.length > 5 ? " ..." : ""}.`,
    );
  const empty = [...unknown, ...withoutScores.map(({ source }) => relative(folder, source))].filter((name) =>
    LOG_NAMES.test(name),
  );
  if (empty.length > 0)
    logs[0]!.warnings.push(
      `${empty.slice(0, 5).join(", ")}${empty.length > 5 ? " ..." : ""}: holds no losses and no scores that can be read, and was left out.`,
    );
  return logs;
};

/** Tables of anything stand in many files: they count only where no other holds what is looked for. */
const logsOf = (tables: readonly LogTable[]): LogTable[] => {
  const holding = tables.filter(holdsScores);
  if (holding.length === 0) return [...tables];
  const isLog = (table: LogTable) => table.format !== "text with named values";
  // Free text that names losses stands in notes too; a log that was stopped at once is no reason to leave it out.
  return holding.some((table) => isLog(table) && quantitiesOf(table) > 0 && table.rows >= FEWEST_ROWS)
    ? holding.filter(isLog)
    : holding;
};
const FEWEST_ROWS = 10;

const holdsScores = (table: LogTable): boolean => table.metrics.length > 0 || quantitiesOf(table) > 0;

/** What is called a log is missed where it can not be read. */
const LOG_NAMES = /\.(?:log|out|csv|tsv|jsonl)$|(?:^|[\W_])(?:log|train|loss(?:es)?|history)[\w-]*\.(?:txt|json)$/i;

const COUNTS: readonly string[] = ["step", "epoch", "batch"];

/** How many columns with numbers are losses, scores or metrics. */
const quantitiesOf = ({ columns, roles, rows }: LogTable): number => {
  if (rows === 0) return 0;
  const names = columns.filter(({ values }) => values.some((value) => value !== null)).map(({ name }) => name);
  const known = [...Object.keys(roles), ...Object.keys(findColumns(names))];
  return (
    known.filter((quantity) => !COUNTS.includes(quantity)).length +
    names.filter((name) => metricName(name) !== null).length
  );
};

/** The folder, with its slash, that all of them lie in; "" when some lie in none. */
const sharedFolder = (folders: readonly string[]): string => {
  const [first = "", ...others] = folders.map((folder) => (folder === "" ? "" : `${folder}/`));
  let shared = first;
  for (const folder of others)
    while (!folder.startsWith(shared)) shared = shared.slice(0, shared.lastIndexOf("/", shared.length - 2) + 1);
  return shared;
};
