/** Real sample sheets judged by eye: what the tool says of each kind. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Analysis } from "../src/analysis/analysis.ts";
import { measured, type Outcome, outcomeOf } from "./measured-runs.ts";

interface Sheet {
  repo: string;
  file: string;
  verdict: string;
  note: string;
  grid: { kind: string; rows: number; cols: number; pad: number | null; tiles: number } | null;
}

/** Tiles a sheet must hold to be judged at all. */
const FEWEST_TILES = 16;

/** Rows of a table: one per kind, then every sheet of which a person would say otherwise. */
export const judgeSheets = async (root: string, cache: string | undefined): Promise<string[]> => {
  const folder = join(root, "realgrids");
  const sheets = JSON.parse(readFileSync(join(folder, "grids.json"), "utf8")) as Sheet[];
  const counts = new Map<string, Map<string, number>>();
  const missed: string[] = [];
  for (const sheet of sheets) {
    const { repo, file, verdict, note, grid } = sheet;
    if (grid && grid.tiles < FEWEST_TILES) continue;
    const name = join(repo.replace("/", "+"), file.replaceAll("/", "__"));
    const outcome = await outcomeOfSheet(join(folder, name), sheet, cache);
    const kind = counts.get(verdict) ?? new Map<string, number>();
    counts.set(verdict, kind.set(outcome, (kind.get(outcome) ?? 0) + 1));
    if (isMissed(verdict, outcome)) missed.push(`| ${name} | ${verdict}: ${note} | ${outcome} |`);
  }
  const columns: string[] = ["FAIL", "no structure", "WARN", "healthy", "not judged"];
  return [
    `| seen by eye | sheets | ${columns.join(" | ")} |`,
    `|---|---|${"---|".repeat(columns.length)}`,
    ...[...counts].sort().map(([verdict, kind]) => {
      const total = [...kind.values()].reduce((sum, count) => sum + count, 0);
      return `| ${verdict} | ${total} | ${columns.map((column) => kind.get(column) ?? "").join(" | ")} |`;
    }),
    "",
    "Otherwise than by eye:",
    "",
    "| sheet | seen | found |",
    "|---|---|---|",
    ...missed,
  ];
};

/** As a user runs it; where the tool does not see the layout it asks for --grid, so it is given. */
const outcomeOfSheet = async (path: string, { grid }: Sheet, cache: string | undefined): Promise<string> => {
  const alone = await measured({ inputs: [path] }, cache);
  if (wasCut(alone) || !grid || grid.kind === "none") return said(alone);
  const given = {
    grid: { columns: grid.cols, rows: grid.rows },
    ...(grid.pad === null ? {} : { padding: grid.pad }),
  };
  return said(await measured({ inputs: [path], ...given }, cache));
};

const wasCut = (analysis: Analysis | Error): boolean =>
  !(analysis instanceof Error) && (analysis.checkpoints.at(-1)?.images ?? 0) >= FEWEST_TILES;

const said = (analysis: Analysis | Error): string => {
  if (analysis instanceof Error) return "not judged";
  const outcome: Outcome = outcomeOf(analysis);
  return outcome === "FAIL" && analysis.verdict.status === "no-structure" ? "no structure" : outcome;
};

const isMissed = (verdict: string, outcome: string): boolean => {
  if (verdict.includes("COLLAPSE")) return outcome !== "FAIL" && outcome !== "no structure";
  if (verdict === "diverse") return outcome !== "healthy" && outcome !== "not judged";
  return verdict === "no sample grid" ? outcome === "FAIL" : outcome === "healthy";
};
