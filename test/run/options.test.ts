import { describe, expect, test } from "vitest";
import { flagOf, InputError, UsageError } from "../../src/errors.ts";
import { describeScores } from "../../src/run/describe-scores.ts";
import { findSheets } from "../../src/run/find-sheets.ts";
import { readValue } from "../../src/run/option-rules.ts";
import { type AnalyzeOptions, checkOptions, orderOf } from "../../src/run/options.ts";

const usageOf = (work: () => unknown): UsageError => {
  try {
    work();
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
};

/** As a caller without types may. */
const order = (options: object) => orderOf({ inputs: ["samples"], ...options } as AnalyzeOptions);

describe("an option of the library", () => {
  test.each([
    ["threshold", 7, "a number between 0 and 1"],
    ["threshold", 1, "a number between 0 and 1"],
    ["threshold", Number.NaN, "a number between 0 and 1"],
    ["threshold", "0.9", "a number between 0 and 1"],
    ["device", "gpu", "one of auto, cpu, cuda, webgpu, directml, coreml, tfjs"],
    ["threads", 0, "a whole number from 1 to"],
    ["threads", 1.5, "a whole number from 1 to"],
    ["failOn", "maybe", "one of warn, fail, never"],
    ["grid", { columns: 0, rows: 2 }, "columns and rows from 1 to 1000"],
    ["grid", "8x8", "columns and rows from 1 to 1000"],
    ["grid", null, "columns and rows from 1 to 1000"],
    ["padding", -1, "a whole number of pixels from 0 to 999"],
    ["reference", "", "a folder, file or glob with real images"],
    ["sample", 15, "a whole number of images from 16 on"],
    ["referenceLimit", 0, "a whole number from 1 on"],
    ["classes", 3, '"folders" or the path of a CSV file'],
    ["cache", "", "a folder"],
    ["inputs", "samples", "a list of folders, files or globs"],
    ["images", "samples", "a list of images"],
    ["scores", [3], "the path of a score log or a list of paths"],
    ["scoreOptions", "bce", "an object with loss, dLoss or columns"],
    ["model", 3, "the path of a model or the name of a preset"],
    ["modelInputSize", 4, "a whole number of pixels from 8 to 2048"],
    ["modelNormalize", "zero", "one of imagenet, clip, half, none"],
    ["modelPooling", "max", "one of cls, mean"],
    ["modelOutput", "", "the name of an output"],
    ["modelFolder", "", "a folder"],
    ["offline", 1, "true or false"],
    ["msSsim", "yes", "true or false"],
    ["thumbnails", { size: 4 }, "true, false or limits"],
    ["thumbnails", { bytes: 0 }, "true, false or limits"],
    ["signal", {}, "an AbortSignal"],
    ["onProgress", "loud", "a function"],
    ["seed", -1, "a whole number from 0 on"],
    ["onCheckpoint", 3, "a function"],
    ["assert", 3, "an assertion or a list of them"],
    ["strict", 1, "true or false"],
    ["maxDuplicates", 1.5, "a share from 0 to 1"],
    ["minModes", 0, "a number from 1 on"],
    ["config", "", "the path of the configuration file"],
  ])("%s can not be %j: the error says the option's name and what was expected", (name, value, words) => {
    const { message } = usageOf(() => order({ [name]: value }));
    expect(message).toContain(`Expected ${words}`);
    expect(message).toContain(` for \`${name}\` but received `);
    expect(message).not.toContain("--");
  });

  test("that no one knows is refused, so that a slip of the pen is not measured without it", () => {
    expect(usageOf(() => order({ treshold: 0.9 })).message).toContain("Expected no option treshold");
    expect(usageOf(() => order({ constructor: 1 })).message).toContain("Expected no option constructor");
  });

  test.each([
    [{ padding: 2 }, "`grid` together with `padding`"],
    [{ referenceLimit: 5 }, "`reference` together with `referenceLimit`"],
    [{ modelInputSize: 64 }, "`model` together with `modelInputSize`"],
    [{ modelPooling: "cls" }, "`model` together with `modelPooling`"],
    [{ inputs: [] }, "pictures, `scores` or both but received neither"],
    [{ images: [] }, "`inputs` or `images` but received both"],
    [{ inputs: [], scores: "log.csv", reference: "real" }, "pictures together with `reference` or `classes`"],
  ])("%j lacks what it belongs to", (options, words) => {
    expect(usageOf(() => order(options)).message).toContain(`Expected ${words}`);
  });

  test("of a score log is checked by its own name", () => {
    expect(usageOf(() => order({ scoreOptions: { loss: "mse" } })).message).toContain("for `loss` but received");
    expect(usageOf(() => checkOptions({ dLoss: "max" })).message).toContain("for `dLoss` but received");
    expect(usageOf(() => checkOptions({ columns: { step: 3 } })).message).toContain("for `columns` but received");
  });

  test("may be left out or undefined, and has the default that is written beside it", () => {
    const { device, failOn, referenceLimit, msSsim, pictures, scores } = order({
      grid: undefined,
      device: undefined,
      referenceLimit: undefined,
      scores: "log.csv",
    });
    expect({ device, failOn, referenceLimit, msSsim, pictures, scores }).toEqual({
      device: "auto",
      failOn: "fail",
      referenceLimit: 10_000,
      msSsim: false,
      pictures: null,
      scores: ["log.csv"],
    });
    expect(order({ thumbnails: true }).pictures).toEqual({ count: 640, size: 64, fewSize: 128, bytes: 9e6 });
    expect(order({ thumbnails: { count: 5 } }).pictures).toEqual({ count: 5, size: 64, fewSize: 128, bytes: 9e6 });
    expect(order({ thumbnails: { size: 64 } }).pictures).toEqual({ count: 640, size: 64, fewSize: 64, bytes: 9e6 });
  });
});

describe("a function beside analyze", () => {
  test.each([
    ["describeScores", () => describeScores([]), "at least one score log for `scores`"],
    ["describeScores", () => describeScores("log.csv", { loss: "mse" as "bce" }), "one of bce, hinge, wgan, lsgan"],
    ["findSheets", () => findSheets([]), "at least one folder, file or glob for `inputs`"],
    ["findSheets", () => findSheets("a.png" as unknown as string[]), "a list of folders, files or globs"],
    ["findSheets", () => findSheets(["a.png"], { padding: 2 }), "`grid` together with `padding`"],
  ] as const)("%s refuses what can not be before it opens anything", async (_, work, words) => {
    await expect(work()).rejects.toBeInstanceOf(UsageError);
    await expect(work()).rejects.toThrow(words);
  });
});

describe("the same rule on the command line", () => {
  test.each([
    ["threshold", "7", "a number between 0 and 1", "--threshold"],
    ["modelInputSize", "4", "a whole number of pixels from 8 to 2048", "--model-input-size"],
    ["grid", "0x2", "COLSxROWS such as 8x8", "--grid"],
    ["thumbnails", "10/4", "COUNT or COUNT/SIZE such as 640/64", "--report-thumbnails"],
    ["maxMegabytes", "0", "a number of megabytes above 0", "--max-report-mb"],
  ] as const)("refuses %s %s by its flag", (name, text, words, flag) => {
    const { inFlags } = usageOf(() => readValue(name, text));
    expect(inFlags).toContain(`Expected ${words}`);
    expect(inFlags).toContain(` for ${flag} but received "${text}"`);
  });

  test("reads what it lets through", () => {
    expect(readValue("threshold", "0.9")).toBe(0.9);
    expect(readValue("grid", "8x4")).toEqual({ columns: 8, rows: 4 });
    expect(readValue("padding", "0")).toBe(0);
    expect(readValue("thumbnails", "100/32")).toEqual({ count: 100, size: 32 });
    expect(readValue("device", "cpu")).toBe("cpu");
  });
});

describe("one sentence for both", () => {
  test("says flags to the command line and names to the library", () => {
    const { message, inFlags } = new UsageError("Expected --model-output or (--cache-dir) for a--b.png");
    expect(inFlags).toBe("Expected --model-output or (--cache-dir) for a--b.png");
    expect(message).toBe("Expected `modelOutput` or (`cache`) for a--b.png");
  });

  test("leaves a command that is to be run as it is", () => {
    const sentence = "Next: write it with gan-diversity check ... --json a.json, or check --json";
    expect(new InputError("ANALYSIS", sentence).message).toBe(sentence);
  });

  test("takes a flag from a name and back", () => {
    expect(["dLoss", "msSsim", "cache", "maxMegabytes"].map(flagOf)).toEqual([
      "--d-loss",
      "--ms-ssim",
      "--cache-dir",
      "--max-report-mb",
    ]);
  });
});
