import { expect, test } from "vitest";
import { code, escapeMarkdown } from "../../../src/report/markdown/escape-markdown.ts";
import { renderMarkdown } from "../../../src/report/markdown/markdown.ts";
import { HOSTILE } from "../../helpers/analysis-fixtures.ts";
import { fullAnalysis, runSet } from "../../helpers/report-fixtures.ts";

/** Without code spans and escaped characters: what a reader of Markdown takes for markup. */
const markup = (text: string): string =>
  text.replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, "").replace(/\\[!-/:-@[-`{-~]/g, "");

test("the verdict heads it, every finding that tells something follows with its evidence, and a row for each checkpoint", () => {
  const analysis = fullAnalysis();
  const text = renderMarkdown(analysis);
  expect(text).toMatch(/^## Mode collapse/);
  expect(text).toContain("**FAIL** `mode-collapse`: ");
  const rows = text.split("\n").filter((line) => line.startsWith("| "));
  expect(rows).toHaveLength(2 + analysis.checkpoints.length);
  for (const row of rows) expect(markup(row).match(/\|/g)).toHaveLength(7);
});

test("several runs are a table of runs and a part for each", () => {
  const text = renderMarkdown(runSet());
  expect(text).toContain("| `lr0010` | Healthy |");
  expect(text).toContain("### `lr0002`: Mode collapse");
  expect(text).toContain("### `broken lr0002`: Not judged");
});

test.each([HOSTILE, "|a|", "``` | `", "<img src=x>", "[x](javascript:alert(1))", "![x](http://a)", "*b* _c_ $d$"])(
  "%j is shown and never markup",
  (name) => {
    const text = renderMarkdown(runSet(name));
    expect(markup(text)).not.toMatch(/<[a-z/!]|\]\(|\$/i);
    for (const row of text.split("\n").filter((line) => /^\| /.test(line) && !line.includes("---")))
      expect([6, 7]).toContain(markup(row.replaceAll("\\|", "")).match(/\|/g)!.length);
  },
);

test("links and mentions that nobody marked are none, and a sentence is no list or heading", () => {
  expect(escapeMarkdown("see https://a.b, www.c.d")).toBe("see https\\://a.b, www\\.c.d");
  expect(escapeMarkdown("@octocat")).not.toContain("@octocat");
  expect(escapeMarkdown("1. one")).toBe("1\\. one");
  expect(escapeMarkdown("- one")).toBe("\\- one");
  expect(escapeMarkdown("0.5 shares - and more: 3.")).toBe("0.5 shares - and more: 3.");
});

test("a code span is longer than the backticks in it", () => {
  expect(code("a")).toBe("`a`");
  expect(code("a``b")).toBe("```a``b```");
  expect(code("`a")).toBe("`` `a ``");
  expect(code("a|b", true)).toBe("`a\\|b`");
});
