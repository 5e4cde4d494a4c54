/** The scalars of TensorBoard event files as one table; the writers of a run may use several files and sub-directories. */
import { basename, dirname } from "node:path/posix";
import { readEventFile } from "../../events/read-event-file.ts";
import { groupedBy } from "../../kit/grouped-by.ts";
import { findColumns } from "../table/find-columns.ts";
import { emptyTable, type LogTable, TableBuilder } from "../table/log-table.ts";

/** Scalars of one run that are kept; the steps of more are read, and their values left out with a warning. */
const MOST_SCALARS = 4_000_000;
/** Series of one run: ten times what a table keeps, since many hold no numbers of the training. */
const MOST_SERIES = 20_000;
const STEP = "step";

export interface EventSource {
  path: string;
  /** Folder of the file below the run's own folder, with slashes; "" for the run's own folder. */
  folder: string;
}

interface Point {
  value: number;
  wallTime: number;
  /** Which of the files. */
  file: number;
}

/** One table: of every step and series the value with the latest wall time counts. */
export const readEvents = async (sources: readonly EventSource[], source: string): Promise<LogTable> => {
  const series = new Map<string, Map<number, Point>>();
  const overlap = new Set<number>();
  const table = emptyTable(source, "TensorBoard event files");
  let scalars = 0;
  let startedAt = Number.POSITIVE_INFINITY;
  let unread = 0;
  let unkept = 0;
  for (const [file, { path, folder }] of sources.entries()) {
    const end = await readEventFile(path, ({ step, wallTime, tag, scalar }) => {
      if (scalar === undefined || ++scalars > MOST_SCALARS) return;
      startedAt = Math.min(startedAt, wallTime);
      const name = JSON.stringify([folder, tag]);
      const known = series.get(name) ?? new Map<number, Point>();
      if (known.size === 0 && series.size >= MOST_SERIES) {
        unkept++;
        return;
      }
      series.set(name, known);
      const before = known.get(step);
      if (before && before.file !== file && !Object.is(before.value, scalar)) overlap.add(step);
      if (!before || wallTime >= before.wallTime) known.set(step, { value: scalar, wallTime, file });
    });
    table.lines.read += end.records;
    table.lines.refused += end.damaged;
    unread += end.unreadBytes;
  }
  if (unread > 0)
    table.warnings.push(
      `The last ${unread} bytes can not be read and were left out: the log may still be written, was cut off, or is damaged there; what it holds behind that is missing.`,
    );
  if (table.lines.refused > 0)
    table.warnings.push(`${table.lines.refused} records are damaged (their checksum is wrong) and were left out.`);
  if (overlap.size > 0)
    table.warnings.push(
      `${overlap.size} steps, the first of them ${firstOf(overlap)}, stand in several event files with other values (a resumed run): of every step the value with the latest wall time is used.`,
    );
  if (unkept > 0) table.warnings.push(`${unkept} scalars of series behind the first ${MOST_SERIES} were left out.`);
  if (scalars > MOST_SCALARS)
    table.warnings.push(`${scalars - MOST_SCALARS} scalars behind the first ${MOST_SCALARS} were left out.`);

  const names = seriesNames([...series.keys()].map((key) => JSON.parse(key) as [string, string]));
  const byStep = new Map<number, [string, number][]>();
  [...series.values()].forEach((points, index) => {
    for (const [step, { value }] of points) {
      const row = byStep.get(step) ?? [];
      row.push([names[index]!, value]);
      byStep.set(step, row);
    }
  });
  const builder = new TableBuilder();
  for (const step of [...byStep.keys()].sort((a, b) => a - b)) builder.add([[STEP, step], ...byStep.get(step)!]);
  const built = builder.finish();
  return {
    ...table,
    ...built,
    warnings: [...table.warnings, ...built.warnings],
    // StyleGAN's own count is finer than its steps, which are whole thousands of images.
    roles: { step: names.includes("Progress/kimg") ? "Progress/kimg" : STEP },
    hints: names.includes("Loss/signs/fake")
      ? {
          loss: { kind: "bce", why: "the tags are those of StyleGAN2 and 3, which train with the logistic loss" },
          dLoss: { reduction: "sum", why: "StyleGAN adds the softplus of both halves" },
        }
      : {},
    ...(Number.isFinite(startedAt) ? { startedAt } : {}),
  };
};

const firstOf = (steps: Iterable<number>): number => {
  let first = Number.POSITIVE_INFINITY;
  for (const step of steps) first = Math.min(first, step);
  return first;
};

/**
 * The tag where it is told apart by itself and known; else the sub-directory, which is how add_scalars and mimicry name a
 * quantity ("prob/real", "D(x)" with the tag "prob"); else both.
 */
const seriesNames = (series: readonly [folder: string, tag: string][]): string[] => {
  const isKnown = (name: string) => name !== "" && Object.keys(findColumns([name])).length > 0;
  const ofTag = groupedBy(series, ([, tag]) => tag);
  const taken = new Set<string>();
  return series.map(([folder, tag]) => {
    const own = basename(folder);
    const choices = [
      ofTag.get(tag)!.length === 1 && (folder === "" || isKnown(tag)) ? tag : "",
      isKnown(own) ? own : "",
      isKnown(`${basename(dirname(folder))}/${own}`) ? `${basename(dirname(folder))}/${own}` : "",
      folder === "" ? tag : `${folder}/${tag}`,
    ].filter((name) => name !== "");
    const name = choices.find((choice) => !taken.has(choice)) ?? `${folder}/${tag}`;
    taken.add(name);
    return name;
  });
};
