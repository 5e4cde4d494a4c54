import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { renderHtml } from "../../src/report/html.ts";
import { collapsedAnalysis, HOSTILE } from "../helpers/analysis-fixtures.ts";

const executablePath = [process.env.CHROMIUM_PATH, "/usr/bin/chromium", "/usr/bin/google-chrome"].find(
  (path) => path !== undefined && existsSync(path),
);

describe.skipIf(!executablePath)("in Chromium (skipped where none is installed)", () => {
  let browser: Browser;
  let folder: string;
  let url: string;

  beforeAll(async () => {
    const flags = [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
    ];
    browser = await chromium.launch({ executablePath: executablePath!, args: flags });
    folder = await mkdtemp(join(tmpdir(), "gan-diversity-"));
    const path = join(folder, "report.html");
    await writeFile(path, await renderHtml(collapsedAnalysis(HOSTILE)));
    url = pathToFileURL(path).href;
  });
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  });

  test.each([
    ["light", 1280],
    ["dark", 360],
  ] as const)(
    "the %s page at %i pixels logs nothing, asks for nothing and does not overflow",
    async (colorScheme, width) => {
      const page = await browser.newPage({ colorScheme, viewport: { width, height: 800 } });
      const complaints: string[] = [];
      page.on("console", (message) => complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("dialog", () => complaints.push("a dialog"));
      page.on("request", (request) => {
        if (request.url() !== url && !request.url().startsWith("data:")) complaints.push(request.url());
      });
      await page.goto(url);
      const overflow = await page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
      expect(complaints).toEqual([]);
      expect(overflow).toBeLessThanOrEqual(0);
      await page.close();
    },
  );

  test("pictures open by keyboard, move with the arrows and close with Escape", async () => {
    const page = await browser.newPage();
    await page.goto(url);
    await page.locator(".thumbs .zoom").first().focus();
    await page.keyboard.press("Enter");
    const caption = page.locator("#lightbox p");
    const first = await caption.textContent();
    await page.keyboard.press("ArrowRight");
    expect(await caption.textContent()).not.toBe(first);
    await page.keyboard.press("Escape");
    expect(await page.locator("#lightbox").isVisible()).toBe(false);
    await page.close();
  });

  test("without JavaScript the verdict, the findings, the charts and the first groups can be read", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(url);
    for (const part of ["h1", ".finding.fail .measured", ".chart svg", ".groups img"])
      expect(await page.locator(part).first().isVisible(), part).toBe(true);
    await context.close();
  });
});
