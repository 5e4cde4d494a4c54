/** Trains the sample runs: `npm run samples` for all of them, `npm run samples -- healthy` for one. */
import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { RUNS, type Run } from "./runs.ts";
import { writeSheet } from "./sheet.ts";
import { type LogRow, train } from "./train.ts";
import { startWasm } from "./wasm.ts";

const HEADER = "step,scoreGenerator,scoreDiscriminator,lossGenerator,lossDiscriminator";

const line = ({ step, ...values }: LogRow): string =>
  [
    step,
    ...[values.scoreGenerator, values.scoreDiscriminator, values.lossGenerator, values.lossDiscriminator].map((value) =>
      value.toFixed(5),
    ),
  ].join();

const make = async (run: Run): Promise<void> => {
  const folder = new URL(`../${run.name}/`, import.meta.url);
  const fileIn = (name: string) => fileURLToPath(new URL(name, folder));
  await mkdir(folder, { recursive: true });
  const log = [HEADER];
  for (const event of train(run)) {
    if (event.type === "row") log.push(line(event.row));
    else if (event.type === "real") await writeSheet(fileIn("real_samples.png"), event.images);
    else await writeSheet(fileIn(`fake_samples_step_${String(event.step).padStart(6, "0")}.png`), event.images);
  }
  await writeFile(fileIn("log.csv"), `${log.join("\n")}\n`);
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !RUNS.some((run) => run.name === name));
if (unknown.length > 0)
  throw new Error(`Expected names of ${RUNS.map(({ name }) => name).join(", ")} but received ${unknown.join(", ")}.`);
await startWasm();
for (const run of RUNS.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const start = Date.now();
  await make(run);
  process.stdout.write(`${run.name}: ${run.steps} steps in ${Math.round((Date.now() - start) / 1000)} s\n`);
}
