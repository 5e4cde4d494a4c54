/** Makes docs/pictures/ from the sample runs: `npm run docs:pictures`, after `npm run build`. */
import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { drawDashboard } from "./dashboard-picture.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const target = (name: string): string => join(root, "docs/pictures", `${name}.png`);

/** Picture to the sheet it is cut from. */
const SHEETS: Readonly<Record<string, string>> = {
  healthy: "healthy/fake_samples_step_006000.png",
  "mode-collapse-before": "mode-collapse/fake_samples_step_001500.png",
  "mode-collapse": "mode-collapse/fake_samples_step_003000.png",
  "discriminator-dominates": "discriminator-dominates/fake_samples_step_000500.png",
  "generator-dominates": "generator-dominates/fake_samples_step_000500.png",
};

/** Picture to the run and the chart of `--charts` it is. */
const CHARTS: Readonly<Record<string, readonly [run: string, chart: string]>> = {
  "mode-collapse-scores": ["mode-collapse", "scores"],
  "mode-collapse-diversity": ["mode-collapse", "diversity-index"],
  "discriminator-dominates-scores": ["discriminator-dominates", "scores"],
  "generator-dominates-scores": ["generator-dominates", "scores"],
};

/** Pixels of a tile and between tiles, as drawings.py and sheet.py have them. */
const SIDE = 32;
const PADDING = 2;
const TILES = 4;
const ENLARGED = 2;
const CHART_WIDTH = 1140;

/** The first 4 x 4 tiles of a sheet, large enough to be seen. */
const cutSheet = async (sheet: string, path: string): Promise<void> => {
  const side = PADDING + TILES * (SIDE + PADDING);
  await sharp(join(root, "samples", sheet))
    .extract({ left: 0, top: 0, width: side, height: side })
    .resize(side * ENLARGED, side * ENLARGED, { kernel: "nearest" })
    .png({ palette: true, colours: 256, dither: 0, compressionLevel: 9 })
    .toFile(path);
};

const drawChart = async (run: string, chart: string, path: string): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), "docs-pictures-"));
  try {
    const samples = join(root, "samples", run);
    const options = ["--scores", join(samples, "log.csv"), "--charts", folder, "--fail-on", "never", "--quiet"];
    execFileSync(process.execPath, [join(root, "bin/gan-diversity.js"), "check", samples, ...options]);
    await sharp(join(folder, `${chart}.png`))
      .resize({ width: CHART_WIDTH })
      .png({ palette: true, colours: 32, dither: 0, compressionLevel: 9 })
      .toFile(path);
  } finally {
    await rm(folder, { recursive: true });
  }
};

for (const [name, sheet] of Object.entries(SHEETS)) await cutSheet(sheet, target(name));
for (const [name, [run, chart]] of Object.entries(CHARTS)) await drawChart(run, chart, target(name));
await drawDashboard(join(root, "samples"), target("dashboard"));
