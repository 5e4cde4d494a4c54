/** Finds the logs of one run in its folder. */
import { opendir } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import { InputError } from "../../errors.ts";
import { isEventFile } from "../../events/read-event-file.ts";
import { findColumns } from "../table/find-columns.ts";
import type { LogTable } from "../table/log-table.ts";
import { metricName } from "../table/metric-series.ts";
import { type EventSource, readEvents } from "./read-events.ts";
import { headOf, readLogFile } from "./read-file.ts";

const DEEPEST = 6;
const MOST_FILES = 5000;
/** Files that are no logs, whatever they hold: pictures, weights, code, archives, configuration. */
const NO_LOGS =
  /^\.(?:png|jpe?g|gif|webp|avif|tiff?|bmp|mp4|avi|pt|pth|pkl|ckpt|h5|keras|onnx|safetensors|npy|npz|bin|index|meta|zip|gz|tar|7z|py|pyc|md|html?|pdf|ya?ml|toml|sh|m|mat|ts|js|cfg|ini|lock)$/i;

/**
 * Every log below a folder, each with its warnings; the event files together are one.
 * @throws InputError when there is none
 */
export const readLogFolder = async (folder: string): Promise<LogTable[]> => {
  const files = await filesBelow(folder);
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

/** In the order of their names. */
const filesBelow = async (folder: string): Promise<string[]> => {
  const found: string[] = [];
  const walk = async (current: string, depth: number): Promise<void> => {
    if (depth > DEEPEST) return;
    const entries = [];
    for await (const entry of await opendir(current)) entries.push(entry);
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      if (entry.name.startsWith(".")) continue;
      const path = join(current, entry.name);
      if (entry.isDirectory()) await walk(path, depth + 1);
      else if (entry.isFile() && !NO_LOGS.test(extname(entry.name))) found.push(path);
      if (found.length > MOST_FILES)
        throw new InputError(
          "SCORES_FORMAT",
          `Expected the folder of one run but ${folder} holds more than ${MOST_FILES} files that may be logs. Next: name the log itself.`,
        );
    }
  };
  await walk(folder, 0).catch((cause: Error) => {
    throw cause instanceof InputError
      ? cause
      : new InputError(
          "SCORES_UNREADABLE",
          `Expected a readable folder at ${folder} but: ${cause.message}. Next: check its permissions.`,
          { cause },
        );
  });
  return found;
};
