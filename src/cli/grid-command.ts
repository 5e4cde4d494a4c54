/** `gan-diversity grid`: shows how sheets are cut, and writes the tiles. */
import { join } from "node:path";
import type { Command } from "commander";
import { plainLines } from "../report/words.ts";
import type { Sheet, Sheets } from "../run/find-sheets.ts";
import { addGridOptions } from "./options.ts";
import { writeOutput } from "./write-output.ts";

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
  if (json) {
    const { sheets, skipped, warnings } = found;
    process.stdout.write(`${JSON.stringify({ sheets, skipped, warnings }, null, 2)}\n`);
  } else process.stdout.write(plainLines(describe(found)));
  if (out !== undefined) {
    let written = 0;
    for (const sheet of found.sheets)
      for await (const { name, bytes } of found.tilesOf(sheet)) {
        await writeOutput(join(out, name), bytes);
        written++;
      }
    process.stderr.write(plainLines(`Tiles: ${written} in ${out}\n`));
  }
  return 0;
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
