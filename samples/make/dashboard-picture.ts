/** The page of all runs, of three of them: one that collapses, a healthy one, and one that has not begun. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import sharp from "sharp";
import { serving } from "../../test/helpers/serving.ts";

/** Runs to the samples they hold. */
const RUNS: Readonly<Record<string, string | null>> = {
  "dcgan-lr2e-4": "mode-collapse",
  "dcgan-lr1e-4": "healthy",
  "dcgan-lr5e-5": null,
};
const VIEW = { width: 1180, height: 100 };

/** @param samples folder of the sample runs */
export const drawDashboard = async (samples: string, path: string): Promise<void> => {
  const root = mkdtempSync(join(tmpdir(), "runs-"));
  for (const [run, sample] of Object.entries(RUNS)) {
    const folder = join(root, run);
    mkdirSync(folder);
    if (sample === null) continue;
    const from = join(samples, sample);
    for (const name of readdirSync(from).filter((one) => one.endsWith(".png")))
      cpSync(join(from, name), join(folder, name));
    writeFileSync(join(folder, "scores.jsonl"), asLines(readFileSync(join(from, "log.csv"), "utf8")));
  }
  const server = await serving(["serve", root, "--port", "0", "--end-with-stdin"]);
  const executablePath = [process.env.CHROMIUM_PATH, "/usr/bin/chromium"].find(
    (one) => one !== undefined && existsSync(one),
  );
  const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage({ viewport: VIEW, deviceScaleFactor: 1.25 });
    await page.goto(server.url);
    for (const tone of ["fail", "pass"]) await page.locator(`.card.${tone} img`).waitFor();
    // The folder is a temporary one.
    await page.evaluate("document.querySelector('.about span:last-child').textContent = 'runs'");
    await sharp(await page.screenshot({ fullPage: true }))
      .png({ palette: true, colours: 128, dither: 0, compressionLevel: 9 })
      .toFile(path);
  } finally {
    await browser.close();
    server.child.stdin?.end();
    await server.ended;
    rmSync(root, { recursive: true, force: true });
  }
};

/** A log in CSV as JSON lines, as posted scores lie there. */
const asLines = (csv: string): string => {
  const [head = "", ...rows] = csv.trim().split("\n");
  const names = head.split(",");
  return rows
    .map(
      (row) => `${JSON.stringify(Object.fromEntries(row.split(",").map((cell, at) => [names[at], Number(cell)])))}\n`,
    )
    .join("");
};
