/** Feeds one target after the other and tells the process above of every input before it is read: a hang or a crash names it. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { mutated } from "./mutate.ts";
import { resultOf } from "./result.ts";
import { folderOf, TARGETS } from "./targets.ts";

export interface Order {
  root: string;
  seed: number;
  /** Index of the first input. */
  from: number;
  /** Milliseconds since 1970. */
  until: number;
  /** Name of the only target, or null. */
  only: string | null;
}

export type Message =
  | { kind: "reading"; file: string; index: number }
  | { kind: "found"; file: string; index: number; what: string }
  | { kind: "done"; inputs: number; refused: number };

/** Resident memory that no small file may take, bytes. */
const MOST_MEMORY = 2 ** 30;
const say = (message: Message): void => {
  process.send!(message);
};

const feed = async ({ root, seed, from, until, only }: Order): Promise<void> => {
  const targets = TARGETS.filter(({ file }) => only === null || file === only);
  const ready = [];
  for (const target of targets) {
    const folder = await folderOf(root, target);
    const seeds = await target.seeds(await folderOf(root, { ...target, file: `seeds of ${target.file}` }));
    const path = join(folder, target.file);
    for (const valid of seeds) {
      await writeFile(path, valid);
      const result = await resultOf(() => target.read(path));
      if (result !== "read")
        say({ kind: "found", file: target.file, index: -1, what: `a valid input is ${JSON.stringify(result)}` });
    }
    ready.push({ target, path, seeds });
  }
  let inputs = 0;
  let refused = 0;
  // Once at least, which makes a single input again.
  for (let index = from; index === from || Date.now() < until; index++)
    for (const { target, path, seeds } of ready) {
      say({ kind: "reading", file: target.file, index });
      await writeFile(path, mutated(seeds, seed, index));
      const result = await resultOf(() => target.read(path));
      const memory = process.memoryUsage().rss;
      inputs++;
      if (result === "refused") refused++;
      else if (result !== "read") say({ kind: "found", file: target.file, index, what: result.what });
      if (memory > MOST_MEMORY)
        say({ kind: "found", file: target.file, index, what: `${Math.round(memory / 2 ** 20)} MiB are resident` });
    }
  say({ kind: "done", inputs, refused });
};

process.once("message", (order: Order) => {
  feed(order).then(
    () => process.disconnect(),
    (error: Error) => {
      say({ kind: "found", file: "fuzz", index: -1, what: error.stack ?? error.message });
      process.disconnect();
    },
  );
});
