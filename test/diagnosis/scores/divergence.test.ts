import fc from "fast-check";
import { expect, test } from "vitest";
import { divergence } from "../../../src/diagnosis/scores/divergence.ts";
import { judge, logOf, ROWS, textsOf, WINDOW } from "../../helpers/score-logs.ts";

const judgeLoss = (loss: (row: number) => number | string, columns = "lossGenerator") =>
  judge(divergence, logOf(columns, loss), "diverse");

test("losses that stay finite and in scale pass", () => {
  expect(judgeLoss((row) => 1 + Math.sin(row))).toMatchObject({ status: "pass", onset: null, advice: [] });
});

test.each(["nan", "inf", "-inf"])(
  "%s to the end has diverged since its first row, whatever the pictures show",
  (cell) => {
    const finding = judgeLoss((row) => (row >= 710 ? cell : 1));
    expect(finding).toMatchObject({ status: "fail", recovered: false });
    expect(finding.onset!.step).toBe(710);
    expect(finding.advice[0]).toContain(`before step ${finding.onset!.step}`);
  },
);

test.each(["lossGenerator", "lossDiscriminator", "D_fake", "errD_real,errD_fake"])("a broken %s is seen", (columns) => {
  const log = logOf(columns, (row) => columns.split(",").map(() => (row >= 800 ? "nan" : 0.5)));
  expect(judge(divergence, log).status).toBe("fail");
});

test("an infinite loss is seen although its score would be a finite 0", () => {
  expect(
    judge(
      divergence,
      logOf("errD_real,errD_fake", (row) => (row >= 800 ? ["inf", 0.5] : [0.5, 0.5])),
    ).status,
  ).toBe("fail");
});

test("numbers that broke and came back only warn", () => {
  expect(judgeLoss((row) => (row === 500 ? "nan" : 1))).toMatchObject({ status: "warn", recovered: true });
  expect(judgeLoss((row) => (row >= 300 && row < 600 ? 400 : 1))).toMatchObject({ status: "warn", recovered: true });
});

test.each([150, 311, 640, 803])("losses that explode at row %d and stay so have diverged since then", (start) => {
  const finding = judgeLoss((row) => (row >= start ? -400 : 1));
  expect(finding).toMatchObject({ status: "fail", recovered: false, onset: { step: start } });
});

test("losses that are large but steady, grow slowly, or spike briefly have not diverged", () => {
  expect(judgeLoss(() => 176).status).toBe("pass");
  expect(judgeLoss((row) => (176 * row) / ROWS).status).toBe("pass");
  expect(judgeLoss((row) => (row % 100 === 0 ? 1e6 : 1)).status).toBe("pass");
  expect(judgeLoss((row) => (row >= 500 && row < 500 + 2 * WINDOW ? 400 : 1)).status).toBe("pass");
});

test("a loss that falls to 0 or becomes 20 times as large but stays under 50 has not diverged", () => {
  expect(judgeLoss((row) => (row >= 500 ? 0 : 1)).status).toBe("pass");
  expect(judgeLoss((row) => (row >= 500 ? 40 : 1)).status).toBe("pass");
});

test.each(["real_validity,fake_validity", "Loss/real_scores,Loss/mixed_norms", "step_size_loss,critic_output"])(
  "columns that no score is made of (%s) show a run that broke for good",
  (columns) => {
    const log = logOf(`${columns},lossG`, (row) => [...(row >= 610 ? ["nan", "nan"] : [3 + (row % 5), -7]), 0.9]);
    const finding = judge(divergence, log);
    expect(finding).toMatchObject({ status: "fail", onset: { step: 610 } });
    expect(textsOf(finding)).toContain(columns.split(",")[1]);
  },
);

test("a log of critic outputs alone is read for whether they break", () => {
  const validity = (broken: (row: number) => boolean) =>
    judge(
      divergence,
      logOf("real_validity,fake_validity", (row) => (broken(row) ? ["nan", "nan"] : [4, -8])),
    );
  expect(validity((row) => row >= 610)).toMatchObject({ status: "fail", onset: { step: 610 } });
  expect(validity((row) => row === 500)).toMatchObject({ status: "warn", recovered: true });
  expect(validity(() => false).status).toBe("pass");
});

test("a column that is only filled now and then, or a metric, breaks nothing", () => {
  for (const column of ["val_score", "fid"])
    expect(
      judge(
        divergence,
        logOf(`lossG,${column}`, (row) => [0.9, row % 100 === 0 ? 20 : "nan"]),
      ).status,
    ).toBe("pass");
});

test("numbers that are broken from the first row on have no checkpoint to go back to", () => {
  const finding = judgeLoss(() => "nan");
  expect(finding).toMatchObject({ status: "fail", onset: { step: 0 } });
  expect(finding.advice.join(" ")).toContain("Start again");
  expect(finding.advice.join(" ")).not.toMatch(/before step/);
});

test("a batch that was skipped is no divergence, not even close to the end, and does not date a later one", () => {
  expect(judgeLoss((row) => (row === 996 ? "nan" : 1))).toMatchObject({ status: "warn", recovered: true });
  expect(judgeLoss((row) => (row === 400 || row >= 930 ? "nan" : 1))).toMatchObject({
    status: "fail",
    onset: { step: 930 },
  });
  expect(judgeLoss((row) => (row % 7 === 0 || row >= 930 ? "nan" : 1)).onset!.step).toBeGreaterThanOrEqual(924);
});

test("a loss that is only logged now and then is broken between its rows too", () => {
  const log = logOf("lossGenerator,lossDiscriminator", (row) => [
    row % 5 > 0 ? "" : row >= 900 ? "nan" : 1,
    1.3 + (row % 4) / 100,
  ]);
  expect(judge(divergence, log)).toMatchObject({ status: "fail", onset: { step: 900 } });
});

test("whatever row breaks first, every longer log names it", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 600 }), (start, more) => {
      const log = logOf("lossGenerator", (row) => (row >= start ? "nan" : 1), start + more);
      expect(judge(divergence, log)).toMatchObject({ status: "fail", onset: { step: start } });
    }),
    { numRuns: 40 },
  );
});

test.each(["GP", "cycle_A", "mel", "style", "KL weight", "real_validity"])(
  "NaN to the end in the column %s has diverged, whatever it holds",
  (name) => {
    const finding = judge(
      divergence,
      logOf(`${name},lossGenerator`, (row) => [row >= 640 ? "nan" : 0.5 + (row % 7) / 9, 1]),
    );
    expect(finding).toMatchObject({ status: "fail", onset: { step: 640 } });
    expect(textsOf(finding)).toContain(`NaN or infinite to the end: ${name}`);
  },
);

test.each(["val_rec", "learning rate", "eval/L1", "eta", "best_mel", "psnr"])(
  "NaN to the end in the column %s is no divergence",
  (name) => {
    expect(
      judge(
        divergence,
        logOf(`${name},lossGenerator`, (row) => [row >= 640 ? "nan" : 0.5, 1]),
      ).status,
    ).toBe("pass");
  },
);

test.each(["GP", "G_L1", "grad_norm", "d_penalty"])("an explosion in the column %s is seen, and named", (name) => {
  const finding = judge(
    divergence,
    logOf(`${name},lossGenerator`, (row) => [row >= 700 ? 4000 + (row % 9) : 5 + (row % 9), 1]),
  );
  expect(finding).toMatchObject({ status: "fail", onset: { step: 700 } });
  expect(textsOf(finding)).toContain(`times their own past: ${name}`);
});

test.each(["images_seen", "counter", "real_scores", "logit_norm", "time"])(
  "the column %s may grow without end",
  (name) => {
    const noisy = name === "counter" ? 0 : 1;
    const log = logOf(`${name},lossGenerator`, (row) => [row * row + noisy * (row % 5), 1]);
    expect(judge(divergence, log).status).toBe("pass");
  },
);
