/** A run of which nothing has changed since it was judged is not judged again: its files have the names, sizes and times they had. */
import { createHash } from "node:crypto";
import { dirname, resolve } from "node:path";
import type { Analysis, RunSet } from "../analysis/analysis.ts";
import { FOLDERS } from "../inputs/class-labels.ts";
import { filesBeside } from "../inputs/find-reals.ts";
import { statOrNull } from "../kit/file-kind.ts";
import { pathOfLog } from "../scores/given-log.ts";
import type { Memory } from "./memory.ts";
import type { SharedEmbedder } from "./open-embedder.ts";
import type { Order } from "./options.ts";
import type { Stages } from "./stages.ts";

/** What is judged: all as one run, or each run by itself. */
type Kind = "one" | "each";

/**
 * The result as it was remembered, of now, or what `judge` says.
 * @param shared of this call alone: an embedder that is kept open belongs to runs that change
 */
export const unlessUnchanged = async <T extends Analysis | RunSet>(
  { order, kind }: { order: Order; kind: Kind },
  { embedder, memory }: { embedder: SharedEmbedder; memory: Memory },
  stages: Stages,
  judge: () => Promise<T>,
): Promise<T> => {
  if (!canBeRemembered(order)) return judge();
  const state = await stages.run("images", () => stateOf(order, memory));
  const opened = await embedder.open(stages).catch(() => null);
  // What can not be opened says so when it is needed.
  if (state === null || !opened) return judge();
  const { backend } = opened;
  // Names are told relative to where the command runs.
  const from = [kind, process.cwd(), settingsIn(order), backend.name, backend.device];
  const createdAt = new Date().toISOString();
  const known = order.verifyCache ? null : await memory.run<T>(from, state);
  if (known) return asOfNow(known, createdAt, stages);
  const result = await judge();
  if (isSound(result)) memory.keepRun(from, state, result);
  return result;
};

/** There is a memory, and everything else that it depends on lies in files that can be listed. */
const canBeRemembered = ({ cache, images, model, inputs, onCheckpoint }: Order): boolean =>
  cache !== undefined && inputs.length > 0 && images === undefined && model === undefined && onCheckpoint === undefined;

/** Of the call itself; they change no result. */
const OF_THE_CALL: ReadonlySet<string> = new Set(["onProgress", "signal", "cache", "verifyCache"]);

const settingsIn = (order: Order): unknown =>
  Object.entries(order)
    .filter(([name, value]) => value !== undefined && !OF_THE_CALL.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));

const asOfNow = <T extends Analysis | RunSet>(known: T, createdAt: string, { timings }: Stages): T =>
  "runs" in known
    ? { ...known, createdAt, runs: known.runs.map((run) => ({ ...run, createdAt, timings: [] })) }
    : { ...known, createdAt, timings };

/** A file that could not be read may be readable the next time, and show no sign of it. */
const FAILED = /can not be/;

const isSound = (result: Analysis | RunSet): boolean => {
  if ("runs" in result) return result.unread.length === 0 && result.runs.every(isSound) && areSound(result.skipped);
  return areSound(result.skipped);
};

const areSound = (skipped: Analysis["skipped"]): boolean => !skipped.some(({ reason }) => FAILED.test(reason));

/** null when it can not be told from names, sizes and times: patterns, files of this very moment. */
const stateOf = async (order: Order, memory: Memory): Promise<string | null> => {
  const { inputs, scores, reference, classes } = order;
  const named = [
    ...inputs,
    ...scores.map(pathOfLog),
    ...(typeof reference === "string" ? [reference] : []),
    ...(classes === undefined || classes === FOLDERS ? [] : [classes]),
  ].map((path) => resolve(path));
  const digest = createHash("sha256");
  const add = (path: string, more = ""): boolean => {
    const state = memory.stateOf(path);
    if (state !== null) digest.update(`${JSON.stringify(path)} ${state}${more}\n`);
    return state !== null;
  };
  for (const path of named) {
    const info = statOrNull(path);
    if (info?.isFile()) {
      if (!add(path)) return null;
      continue;
    }
    if (!info?.isDirectory()) return null;
    const { files, linked, unreadable } = await memory.listings.listAhead(path);
    if (unreadable.length > 0) return null;
    for (const file of files) if (!add(file, linked.has(file) ? " link" : "")) return null;
  }
  for (const place of new Set(inputs.map((input) => dirname(resolve(input)))))
    for (const file of await filesBeside(place)) if (!add(file)) return null;
  return digest.digest("hex");
};
