import { describe, expect, test } from "vitest";
import { UsageError } from "../../src/errors.ts";
import { exitCodeOfRun } from "../../src/figures/exit-code.ts";
import { FIGURE_NAMES } from "../../src/figures/figures.ts";
import { holdAssertion } from "../../src/figures/hold-assertion.ts";
import { parseAssertions } from "../../src/figures/parse-assertion.ts";
import { assertAgain } from "../../src/run/assertions.ts";
import { fullAnalysis, runSet } from "../helpers/report-fixtures.ts";

/** Alike pairs: .01 (0 to .9) at epoch 1, .81 (0 to .9) at epoch 2. */
const analysis = fullAnalysis();
const held = (text: string, strict = false) => holdAssertion(analysis, parseAssertions([text])[0]!, strict);
const messageOf = (...texts: string[]): string => {
  try {
    parseAssertions(texts);
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as UsageError).inFlags;
  }
  throw new Error("nothing was refused");
};

describe("an assertion", () => {
  test.each([
    ["duplicatePairShare <= 5%", { figure: "duplicatePairShare", comparison: "<=", bound: 0.05, at: "last" }],
    ["hill.shannon>=3", { figure: "hill.shannon", comparison: ">=", bound: 3, at: "last" }],
    ["  meanSimilarity  <  -.5 @any ", { figure: "meanSimilarity", comparison: "<", bound: -0.5, at: "any" }],
    ["images > 1e2 @ step:400", { figure: "images", comparison: ">", bound: 100, at: 400 }],
  ])("%s is read", (text, expected) => {
    expect(parseAssertions([text])).toEqual([expected]);
  });

  test.each(FIGURE_NAMES)("may be about %s", (name) => {
    expect(parseAssertions([`${name} <= 1`])[0]!.figure).toBe(name);
  });

  test.each([
    "duplicatePairShare",
    "duplicatePairShare = 3",
    "<= 3",
    "images <= many",
    "images <= 3 @ first",
    "images <= 3 @ step:-1",
    "",
  ])("%j can not be meant", (text) => {
    expect(messageOf(text)).toContain("Expected a figure, one of <=, >=, < and >, and a number for --assert");
  });

  test("about a name that is misspelt says what may have been meant, and all of several are named", () => {
    const message = messageOf("duplicatePairshare <= 1", "images <= 1", "recal >= 1", "vendiscore > 2");
    expect(message).toContain('received "duplicatePairshare". Next: did you mean duplicatePairShare');
    expect(message).toContain('received "recal". Next: did you mean reference.recall');
    expect(message).toContain('received "vendiscore". Next: did you mean vendiScore');
    expect(messageOf("zzzzzz <= 1")).toContain("take one of duplicatePairShare");
  });
});

describe("what is asserted", () => {
  test.each([
    ["duplicatePairShare <= 81%", "held"],
    ["duplicatePairShare < 81%", "broken"],
    ["duplicatePairShare >= 0.81", "held"],
    ["duplicatePairShare > 0.81", "broken"],
    ["duplicatePairShare <= 5% @ step:1", "held"],
    ["duplicatePairShare <= 5% @ any", "broken"],
    ["duplicatePairShare <= 5% @ step:7", "not-measured"],
    ["msSsim <= 1", "not-measured"],
    ["reference.recall >= 0.05", "held"],
    ["reference.recall >= 0.05 @ any", "not-measured"],
    ["reference.recall >= 0.5 @ any", "broken"],
  ])("%s is %s", (text, status) => {
    expect(held(text).status).toBe(status);
  });

  test("is held to the end of the interval that is against it when it is strict", () => {
    expect(held("duplicatePairShare <= 85%").status).toBe("held");
    expect(held("duplicatePairShare <= 85%", true).status).toBe("broken");
    expect(held("duplicatePairShare <= 90%", true).status).toBe("held");
    expect(held("duplicatePairShare >= 10%", true).status).toBe("broken");
    expect(held("images >= 64", true).status).toBe("held");
  });

  test("has no end above where the data give no upper bound", () => {
    const unbounded = fullAnalysis();
    unbounded.checkpoints[1]!.metrics.distinctModes = { value: 40, low: 40, high: null, method: "" };
    const [asserted] = parseAssertions(["distinctModes <= 50"]);
    expect(holdAssertion(unbounded, asserted!, false).status).toBe("held");
    expect(holdAssertion(unbounded, asserted!, true).status).toBe("broken");
  });

  test("says where it was broken first, with the value and its interval, or why it could not be told", () => {
    expect(held("duplicatePairShare <= 0.5% @ any")).toMatchObject({
      text: "duplicatePairShare <= 0.005 @ any",
      checkpoint: analysis.checkpoints[0]!.label,
      value: 0.01,
      interval: { low: 0, high: 0.9 },
    });
    expect(held("images > 1 @ step:7").reason).toBe("no checkpoint has the step 7; there are 1, 2");
    expect(held("msSsim <= 1").reason).toContain("msSsim was not measured at ");
  });

  test("of a log without pictures is held to its last value", () => {
    const scored = { ...fullAnalysis(), checkpoints: [] };
    const [asserted] = parseAssertions(["scoreGenerator <= 0.02"]);
    expect(holdAssertion(scored, asserted!, false)).toMatchObject({ status: "held", value: 0.01, checkpoint: null });
  });
});

describe("a saved result", () => {
  test("ends with the worst of the verdict and its assertions", () => {
    const passing = { ...fullAnalysis(), verdict: { ...fullAnalysis().verdict, exitCode: 0 as const } };
    const codeOf = (...assert: string[]) => {
      const again = assertAgain(passing, { assert });
      return "runs" in again ? null : exitCodeOfRun(again);
    };
    expect(codeOf("images >= 1")).toBe(0);
    expect(codeOf("images >= 1", "images <= 1")).toBe(1);
    expect(codeOf("images <= 1", "msSsim <= 1")).toBe(3);
  });

  test("of several runs holds every run to them, and the worst counts", () => {
    const set = { ...runSet(), unread: [], exitCode: 1 as const };
    const again = assertAgain(set, { assert: ["msSsim <= 1"] });
    expect(again).toMatchObject({ exitCode: 3, runs: [{ assertions: [{ status: "not-measured" }] }, {}] });
  });

  test("is held to the handy ones by their figures", () => {
    const again = assertAgain(analysis, { maxDuplicates: 0.05, minModes: 20 });
    expect(again).toMatchObject({
      assertions: [{ text: "duplicatePairShare <= 0.05 @ last" }, { text: "distinctModes >= 20 @ last" }],
    });
  });
});
