import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { validateXML } from "xmllint-wasm";
import { chartsOf } from "../../../src/report/charts/charts-of.ts";
import { COLOURS } from "../../../src/report/charts/standalone.ts";
import { collapsedAnalysis, HOSTILE } from "../../helpers/analysis-fixtures.ts";
import { fullAnalysis } from "../../helpers/report-fixtures.ts";

const style = readFileSync("src/report/page/style-base.css", "utf8");

describe("charts as files", () => {
  test("are all charts of the report, each with a name of its own", () => {
    const names = chartsOf(fullAnalysis()).map(({ name }) => name);
    expect(names).toEqual([
      "scores",
      "alike-pairs",
      "diversity-index",
      "similarities",
      "thresholds",
      "map",
      "nearest-real",
      "rarefaction",
    ]);
    const bare = collapsedAnalysis();
    bare.scores!.metrics = [1, 2].map(() => ({
      ...{ name: "../FID", stepName: "kimg", ignored: 0 },
      steps: [0, 1],
      values: [3, 4],
    }));
    expect(chartsOf(bare).map(({ name }) => name)).toEqual(expect.arrayContaining(["log-1", "log-2"]));
  });

  test.each([
    ["of a run", fullAnalysis()],
    ["of names that are attacks", fullAnalysis(HOSTILE)],
  ])("%s are sound XML that needs no style, no script and no other file", async (_, analysis) => {
    const charts = chartsOf(analysis);
    for (const { svg } of charts) expect(await xmlErrors(svg)).toEqual([]);
    expect(await xmlErrors(charts[0]!.svg.replace("</svg>", ""))).not.toEqual([]);
    for (const { svg } of charts) {
      expect(svg).not.toMatch(/<[^>]* (?:class|style|href|on\w+)=|currentColor|var\(|<style|<script|<image/);
      expect(svg).toMatch(/^<\?xml .*\?>\n<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"[^>]*><title>/);
    }
  });

  test("have the colours of the page's light style", () => {
    for (const [name, colour] of Object.entries(COLOURS)) expect(style).toContain(`--${name}: light-dark(${colour}, `);
  });

  test("draw every line in its colour", () => {
    const [scores] = chartsOf(collapsedAnalysis());
    expect(scores!.svg).toContain(`stroke="${COLOURS.blue}"`);
    expect(scores!.svg).toContain(`stroke="${COLOURS.orange}"`);
  });
});

/** What libxml2 says against it as XML; that its schema knows no SVG is no matter. */
const xmlErrors = async (contents: string): Promise<string[]> => {
  const schema = '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="any"/></xs:schema>';
  const { errors } = await validateXML({
    xml: [{ fileName: "chart.svg", contents }],
    schema: [{ fileName: "any.xsd", contents: schema }],
  });
  return errors.map(({ message }) => message).filter((message) => !message.includes("Schemas validity error"));
};
