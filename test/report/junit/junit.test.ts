import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import type { Analysis } from "../../../src/analysis/analysis.ts";
import { renderJunit } from "../../../src/report/junit/junit.ts";
import { HOSTILE } from "../../helpers/analysis-fixtures.ts";
import { junitErrors } from "../../helpers/junit-schema.ts";
import { fullAnalysis, runSet } from "../../helpers/report-fixtures.ts";

const INVALID_IN_XML = "\u0000\u0008\uFFFE\uD800 ]]>";

const under = (failOn: "fail" | "never", exitCode: 0 | 1 | 3): Analysis => {
  const analysis = fullAnalysis();
  return {
    ...analysis,
    settings: { ...analysis.settings, failOn },
    verdict: { ...analysis.verdict, exitCode },
  };
};

const cases = (xml: string) => {
  const { document } = parseHTML(`<html><body>${xml.replace(/<\?xml.*?\?>/, "")}</body></html>`);
  return [...document.querySelectorAll("testcase")].map((one) => ({
    name: one.getAttribute("name"),
    result: one.firstElementChild?.tagName.toLowerCase() ?? "passed",
  }));
};

test.each([
  ["one run", fullAnalysis()],
  ["several runs, one of them not judged", runSet()],
  ["names that are attacks", fullAnalysis(HOSTILE)],
  ["runs whose names are attacks", runSet(HOSTILE)],
  ["names that no XML document can hold", fullAnalysis(INVALID_IN_XML)],
])("%s holds to the schema", async (_, result) => {
  expect(await junitErrors(renderJunit(result))).toEqual([]);
});

test("the schema refuses what is no JUnit report", async () => {
  const broken = renderJunit(fullAnalysis()).replace(' errors="0"', "");
  expect(await junitErrors(broken)).toHaveLength(1);
  expect(await junitErrors(renderJunit(fullAnalysis()).replace("</testsuite>", ""))).not.toEqual([]);
});

test("a suite is red exactly where the exit code is not 0", () => {
  expect(cases(renderJunit(under("fail", 1)))[0]).toEqual({ name: "verdict", result: "failure" });
  const passing = cases(renderJunit(under("never", 0)));
  expect(passing.filter(({ result }) => result === "failure" || result === "error")).toEqual([]);
  expect(cases(renderJunit(under("fail", 3)))[0]).toEqual({ name: "verdict", result: "error" });
});

test("the counts of a suite are those of its cases, and a run that was not judged is an error", () => {
  const xml = renderJunit(runSet());
  const suites = [...xml.matchAll(/<testsuite .*?tests="(\d+)" failures="(\d+)" errors="(\d+)"/g)].map((match) =>
    match.slice(1).map(Number),
  );
  const parts = xml.split("</testsuite>").slice(0, -1).map(cases);
  expect(suites).toEqual(
    parts.map((all) => [
      all.length,
      all.filter(({ result }) => result === "failure").length,
      all.filter(({ result }) => result === "error").length,
    ]),
  );
  expect(suites.at(-1)).toEqual([1, 0, 1]);
});
