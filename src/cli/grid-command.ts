/** `gan-diversity grid`: shows how sheets are cut, and writes the tiles. */
import { join } from "node:path";
import type { Command } from "commander";
import { InputError, UsageError } from "../errors.ts";
import { plain, plainLines } from "../report/words.ts";
import type { Sheet, Sheets } from "../run/find-sheets.ts";
import { NOT_MEASURED } from "./exit-codes.ts";
import { addGridOptions } from "./options.ts";
import { destinationOf } from "./output/destination.ts";
import { writeStandardOutput } from "./output/standard-output.ts";
import { writeOutput } from "./output/write-output.ts";

interface GridOptions {
  grid?: { columns: number; rows: number };
  padding?: number;
  json?: boolean;
  out?: string;
}

export const addGridCommand = (program: Command, finish: (exitCode: number) => void): void => {
  const command = program
    .command("grid")
    .description("show how sample sheets are cut into tiles, and write the tiles")
    .argument("<sheets...>", "folders, files or globs with sample sheets");
  addGridOptions(command)
    .option("--json", "as JSON, with the box of every tile")
    .option("--out <folder>", "write every tile as a PNG")
    .action(async (inputs: string[], options: GridOptions) => finish(await showGrids(inputs, options)));
};

const showGrids = async (inputs: readonly string[], { json, out, ...layout }: GridOptions): Promise<number> => {
  const { findSheets } = await import("../run/find-sheets.ts");
  const found = await findSheets(inputs, layout);
  const { sheets, skipped, warnings } = found;
  await writeStandardOutput(
    json ? `${JSON.stringify({ sheets, skipped, warnings }, null, 2)}\n` : plainLines(describe(found)),
  );
  return out === undefined ? 0 : writeTiles(found, inputs, out);
};

/** A sheet that can not be decoded any more costs its own tiles only. */
const writeTiles = async ({ sheets, tilesOf }: Sheets, inputs: readonly string[], out: string): Promise<number> => {
  const { samplePaths } = await import("../run/input-files.ts");
  const samples = await samplePaths(inputs);
  let written = 0;
  let exitCode = 0;
  for (const sheet of sheets)
    try {
      for await (const { name, bytes } of tilesOf(sheet)) {
        await writeTile(join(out, name), bytes, samples);
        written++;
      }
    } catch (error) {
      if (!(error instanceof InputError && error.code === "DECODE")) throw error;
      process.stderr.write(`error: ${plain(error.inFlags)}\n`);
      exitCode = NOT_MEASURED;
    }
  process.stderr.write(plainLines(`Tiles: ${written} in ${out}\n`));
  return exitCode;
};

const writeTile = async (path: string, bytes: Uint8Array, samples: ReadonlySet<string>): Promise<void> => {
  const destination = await destinationOf(path);
  if (destination.kind === "file" && samples.has(destination.path))
    throw new UsageError(
      `Expected a folder for --out without the sheets but ${path} is one of them. Next: name another folder`,
    );
  await writeOutput(destination, bytes);
};

const describe = ({ sheets, skipped, warnings }: Sheets): string => {
  const lines = sheets.map(describeSheet);
  if (sheets.length === 0) lines.push("No picture is cut.");
  for (const { path, reason } of skipped) lines.push(`${path}: left out, ${reason}`);
  for (const warning of warnings) lines.push(`warning: ${warning}`);
  return `${lines.join("\n")}\n`;
};

const describeSheet = ({ path, layout, tiles }: Sheet): string => {
  const { columns, rows, confidence = 1, basis } = layout;
  const [{ width, height }] = tiles as [Sheet["tiles"][number]];
  return `${path}: ${columns}x${rows}, ${tiles.length} tiles of ${width} x ${height} pixels, confidence ${Math.round(100 * confidence)} % (${basis})`;
};
