/** Series of one run: the generator beside its moving average, fixed latents beside fresh ones. One of them is judged. */

import { dirname } from "node:path/posix";
import { groupedBy } from "../kit/grouped-by.ts";
import { greatest } from "../kit/stats.ts";
import type { SampleFile } from "./checkpoints.ts";
import { containerKind } from "./containers/kinds.ts";
import { nameOfPath, stepOfFolder } from "./file-names.ts";
import { naturalOrder } from "./find-files.ts";
import { KINDS, plainWords, runWords, wordsOf } from "./folder-words.ts";
import { type Found, leaveOut } from "./found.ts";
import { withoutHashes } from "./name-numbers.ts";

const PLAIN = 1;

interface Series {
  /** "N-ema.png" */
  name: string;
  /** The run it belongs to. */
  run: string;
  /** The name without the words that tell series apart. */
  family: string;
  rank: number;
  steps: ReadonlySet<number>;
  sheets: SampleFile[];
}

/** Leaves out what belongs to another series than the one that is judged. Sheets without a step are in no series. */
export const oneSeries = (sheets: readonly SampleFile[]): Found<SampleFile> & { warnings: string[] } => {
  const ofRun = sheets.filter(({ named }) => named !== null);
  const all = [...groupedBy(ofRun, ({ path }) => nameOf(path)).values()].map(seriesOf);
  const judgedFor = new Map<Series, Series>();
  for (const series of groupedBy(all, ({ run }) => run).values()) {
    const [judged, ...others] = byPreference(series);
    for (const other of others) if (areBeside(judged!, other)) judgedFor.set(other, judged!);
  }
  const reasons = new Map(
    [...judgedFor].flatMap(([other, judged]) =>
      other.sheets.map(
        (sheet) => [sheet, `of another series of pictures than ${judged.name}, which is judged`] as const,
      ),
    ),
  );
  return {
    ...leaveOut(sheets, (sheet) => reasons.get(sheet) ?? null),
    warnings: [...groupedBy([...judgedFor], ([, judged]) => judged)].map(([judged, pairs]) =>
      warningOf(
        judged,
        pairs.map(([other]) => other),
      ),
    ),
  };
};

const warningOf = (judged: Series, others: readonly Series[]): string =>
  `The run has ${others.length + 1} series of pictures. ${judged.name} (${judged.sheets.length}) is judged; left out: ${others.map(({ name, sheets }) => `${name} (${sheets.length})`).join(", ")}. Next: give a folder or a glob of one series to judge it alone.`;

/** A series that covers less than half of the run comes last, whatever its kind. */
const byPreference = (series: readonly Series[]): Series[] => {
  const most = greatest(series.map(({ steps }) => steps.size));
  const isShort = ({ steps }: Series): number => Number(steps.size * 2 < most);
  return [...series].sort(
    (a, b) => isShort(a) - isShort(b) || a.rank - b.rank || b.steps.size - a.steps.size || naturalOrder(a.name, b.name),
  );
};

/** One series goes on where another ended unless their names say that they are different, or both are there at one step. */
const areBeside = (a: Series, b: Series): boolean => {
  if (a.family === b.family) return true;
  const common = [...b.steps].filter((step) => a.steps.has(step)).length;
  return common * 2 >= Math.min(a.steps.size, b.steps.size);
};

const seriesOf = (sheets: SampleFile[]): Series => {
  const { path } = sheets[0]!;
  const name = nameOf(path);
  const words = wordsOf(name);
  const ranks = words.flatMap((word) => KINDS.findIndex((kind) => kind.test(word))).filter((rank) => rank !== -1);
  return {
    name,
    run: runWords(runOf(path)),
    family: plainWords(name),
    rank: ranks[0] ?? PLAIN,
    steps: new Set(sheets.map(({ named }) => named!.step)),
    sheets,
  };
};

/** The picture's path with N for what counts. */
const nameOf = (path: string): string => {
  const folders = dirname(path)
    .split("/")
    .map((folder) => (stepOfFolder(folder) ? numbersOut(folder) : folder))
    .filter((folder) => folder !== ".");
  const name = numbersOut(nameOfPath(path));
  return [...folders, `${name}${path.slice(path.lastIndexOf(nameOfPath(path)) + nameOfPath(path).length)}`].join("/");
};

const HASH = /\0+|(?<=[_\-. ])[\da-f]{8,}$/gi;
const numbersOut = (name: string): string =>
  withoutHashes(name)
    .replace(HASH, "*")
    .replace(/\d[\d.,]*(?:e[+-]?\d+|k\b|M\b)?/g, "N");

/** The folder, without those of steps; pictures of an event file are of one run whatever their tags. */
const runOf = (path: string): string => {
  const folders = dirname(nameOf(path)).split("/");
  const log = folders.findIndex((folder) => containerKind(folder)?.isScoreLog);
  return (log === -1 ? folders : folders.slice(0, log + 1)).join("/");
};
