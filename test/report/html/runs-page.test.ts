import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import { renderHtml } from "../../../src/index.ts";
import { scoped } from "../../../src/report/html/scope.ts";
import { HOSTILE } from "../../helpers/analysis-fixtures.ts";
import { runSet } from "../../helpers/report-fixtures.ts";

const page = async (set = runSet()) => parseHTML(await renderHtml(set)).document;

test("a page of several runs begins with a row for each: link, verdict, since, confidence, images, last checkpoint", async () => {
  const rows = [...(await page()).querySelectorAll(".overview tbody tr")];
  expect(rows.map((row) => row.querySelector("a")!.textContent)).toEqual(["lr0002", "lr0010", "broken lr0002"]);
  expect(rows.map((row) => row.querySelector(".badge")!.textContent)).toEqual([
    "Mode collapse",
    "Healthy",
    "Not judged",
  ]);
  expect(rows.map(({ className }) => className)).toEqual(["fail", "pass", "error"]);
  expect(rows.map((row) => row.querySelectorAll(".sheet").length)).toEqual([1, 1, 0]);
});

test("every run has a page of its own with its title, and what could not be judged its reason", async () => {
  const document = await page();
  const runs = [...document.querySelectorAll("article.judged")];
  expect(runs.map((run) => run.getAttribute("data-title"))).toEqual([
    "lr0002: Mode collapse since lr0002",
    "lr0010: Healthy",
  ]);
  for (const run of runs)
    for (const part of [".strip", ".finding, .part", ".film", ".groups", "svg"])
      expect(run.querySelector(part), part).not.toBeNull();
  expect(document.querySelector("#run-3")!.textContent).toContain("Nothing in lr0002.");
  expect(document.querySelector("main")!.textContent).toContain("lr0002.png: it lies in none of the runs");
});

test("no id stands twice, every link leads somewhere, and each run shows its own sprites", async () => {
  for (const set of [runSet(), runSet(HOSTILE)]) {
    const html = await renderHtml(set);
    const { document } = parseHTML(html);
    const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const targets = [...document.querySelectorAll('a[href^="#"]')].map((link) => link.getAttribute("href")!.slice(1));
    expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
    const [body = ""] = html.split("<script>");
    for (const [, name] of body.matchAll(/class="(?:pic|sheet) ([^"]+)"/g))
      expect(body.includes(`.${name}{`), name).toBe(true);
  }
});

test("hostile names stay text", async () => {
  const document = await page(runSet(HOSTILE));
  expect(document.querySelectorAll("main img:not(.pic)")).toHaveLength(0);
  expect(document.querySelectorAll("script")).toHaveLength(1);
});

test("a page that would be too large keeps the findings of every run, and says what it left out", async () => {
  const whole = await renderHtml(runSet());
  const small = await renderHtml(runSet(), { maxMegabytes: 0.001 });
  expect(small.length).toBeLessThan(whole.length);
  expect(small.match(/Only the findings are here/g)).toHaveLength(2);
  const fitting = await renderHtml(runSet(), { maxMegabytes: (Buffer.byteLength(whole) - 100) / 1e6 });
  expect(fitting.match(/Only the findings are here/g)).toHaveLength(1);
  expect(parseHTML(fitting).document.querySelector("#r1-groups")).not.toBeNull();
});

test("a prefix reaches ids, links and sprites, and links to groups lead to their cards", () => {
  const markup = '<a href="#g=ab">x</a> <a href="#run">y</a> <li id="g-1-ab"> <i class="pic s0-1"> <p class="set">';
  expect(scoped(markup, "r2-")).toBe(
    '<a href="#r2-g-1-ab">x</a> <a href="#r2-run">y</a> <li id="r2-g-1-ab"> <i class="pic r2-s0-1"> <p class="set">',
  );
  expect(scoped('<a href="#g=gone">', "r2-")).toBe('<a href="#r2-groups">');
});
