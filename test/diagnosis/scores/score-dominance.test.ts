import fc from "fast-check";
import { expect, test } from "vitest";
import type { PictureState } from "../../../src/diagnosis/check.ts";
import { discriminatorDominance } from "../../../src/diagnosis/scores/discriminator-dominance.ts";
import { generatorDominance } from "../../../src/diagnosis/scores/generator-dominance.ts";
import type { ScoreLog } from "../../../src/scores/score-log.ts";
import { parseScores } from "../../helpers/parse-scores.ts";
import { lcg } from "../../helpers/random.ts";
import { BALANCED, judge, logOf, ROWS, scoresOf, textsOf, WINDOW } from "../../helpers/score-logs.ts";

const D_WINS = [0.01, 0.99] as const;
const G_WINS = [0.99, 0.3] as const;
const discriminatorLeads = (leads: (row: number) => boolean, rows = ROWS) =>
  scoresOf((row) => (leads(row) ? D_WINS : BALANCED), rows);
const judgeD = (leads: (row: number) => boolean, pictures?: PictureState) =>
  judge(discriminatorDominance, discriminatorLeads(leads), pictures);

test("balanced scores pass both checks", () => {
  for (const check of [discriminatorDominance, generatorDominance])
    expect(
      judge(
        check,
        scoresOf(() => BALANCED),
      ),
    ).toMatchObject({ status: "pass", onset: null, recovered: null, advice: [] });
});

test("a good run that ends at .03 and .87 passes", () => {
  const course = scoresOf((row) => [0.4 - 0.37 * (row / ROWS), 0.6 + 0.27 * (row / ROWS)]);
  expect(judge(discriminatorDominance, course).status).toBe("pass");
});

test("neither score alone is a lead of the discriminator", () => {
  for (const scores of [[0.01, 0.8] as const, [0.1, 0.99] as const])
    expect(
      judge(
        discriminatorDominance,
        scoresOf(() => scores),
      ).status,
    ).toBe("pass");
});

test.each<[PictureState, string, string]>([
  ["diverse", "warn", "outranks the scores"],
  ["collapsed", "fail", "collapsed as well"],
  ["structureless", "fail", "noise without structure as well"],
  ["blank", "fail", "blank as well"],
  ["unknown", "fail", "No pictures were judged"],
])("a lasting lead of the discriminator with %s pictures is %s", (pictures, status, words) => {
  const finding = judgeD((row) => row >= 310, pictures);
  expect(finding).toMatchObject({ status, recovered: false, onset: { axis: "scores" } });
  expect(finding.onset!.step).toBe(310);
  expect(textsOf(finding)).toContain(words);
});

test("without pictures a lead over most of the log fails, over its last quarter it warns and one window is nothing", () => {
  expect(judgeD((row) => row >= 450).status).toBe("fail");
  expect(judgeD((row) => row >= 750).status).toBe("warn");
  expect(judgeD((row) => row >= 950).status).toBe("pass");
});

test("a logged FID near its best outranks a lead, one that never got anywhere does not", () => {
  const withFid = (...values: number[]): ScoreLog => ({
    ...discriminatorLeads(() => true),
    metrics: [{ name: "FID", stepName: "step", steps: values.map((_, index) => index), values, ignored: 0 }],
  });
  const statusWith = (...fid: number[]) => judge(discriminatorDominance, withFid(...fid)).status;
  expect(statusWith(90, 60, 30, 20, 15, 16)).toBe("warn");
  // It still falls: the last value is the best.
  expect(statusWith(90, 70, 50, 30, 15)).toBe("warn");
  expect(statusWith(230, 200, 180, 170, 165)).toBe("fail");
  expect(statusWith(90, 40, 30, 38, 45, 55)).toBe("fail");
});

test("the onset is the row itself, also where rows are noisy, and stays when the log grows", () => {
  const next = lcg(7);
  const noisy = Array.from({ length: 1200 }, (_, row) => (row >= 313 ? next() < 0.95 : next() < 0.1));
  const onsets = [640, 700, 777, 850, 991, 1000, 1103, 1200].map((rows) => {
    const finding = judge(
      discriminatorDominance,
      discriminatorLeads((row) => noisy[row]!, rows),
    );
    return finding.onset!.step!;
  });
  for (const onset of onsets) expect(Math.abs(onset - 313)).toBeLessThanOrEqual(3);
  expect(new Set(onsets).size).toBe(1);
});

test("whatever row a lead starts at, every longer log gives that row", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 200, max: 900 }), (start, more) => {
      const finding = judge(
        discriminatorDominance,
        discriminatorLeads((row) => row >= start, start + more),
      );
      expect(finding.onset!.step).toBe(start);
    }),
    { numRuns: 40 },
  );
});

test("a lead that was lost again is told but does not fail, whatever the pictures show", () => {
  const finding = judgeD((row) => row >= 300 && row < 600, "collapsed");
  expect(finding).toMatchObject({ status: "info", recovered: true, advice: [] });
  expect(textsOf(finding)).toContain("It held for 30\u00a0% of the log, from step 300 to step 599");
});

test("one window outside does not end a lead, neither within the run nor at its end", () => {
  const within = judgeD((row) => row >= 300 && !(row >= 600 && row < 650));
  expect(within).toMatchObject({ status: "fail", recovered: false, onset: { step: 300 } });
  expect(judgeD((row) => row >= 300 && row < 950)).toMatchObject({ status: "fail", recovered: false });
  // 1001 rows: the odd one must not become a window of its own.
  const odd = discriminatorLeads((row) => row >= 300 && row < 1000, 1001);
  expect(judge(discriminatorDominance, odd)).toMatchObject({ status: "fail", recovered: false });
});

test("of two leads the one that was not lost is dated", () => {
  const finding = judgeD((row) => (row >= 200 && row < 400) || row >= 700);
  expect(finding).toMatchObject({ recovered: false, onset: { step: 700 } });
  expect(finding.evidence.filter(({ type }) => type === "stretch")).toHaveLength(2);
});

test("single batches that swing do not count", () => {
  expect(judgeD((row) => row % 3 === 0).status).toBe("pass");
});

test("a discriminator that starts ahead has not won, a generator that does is said to have learnt one feature", () => {
  // Two windows count as lasting, but the first of the run does not count.
  expect(judgeD((row) => row < 2 * WINDOW).status).toBe("pass");
  expect(judgeD((row) => row < 3 * WINDOW).status).toBe("info");
  const generatorFrom = (start: number) =>
    judge(
      generatorDominance,
      scoresOf((row) => (row >= start ? G_WINS : BALANCED)),
      "collapsed",
    );
  expect(generatorFrom(0)).toMatchObject({ status: "fail", onset: { step: 0 } });
  expect(textsOf(generatorFrom(0))).toContain("one simple feature");
  expect(textsOf(generatorFrom(500))).not.toContain("one simple feature");
});

test("a generator over .8 wins only against a discriminator that is known to be under .3", () => {
  expect(
    judge(
      generatorDominance,
      scoresOf(() => [0.85, 0.2]),
    ).status,
  ).toBe("fail");
  expect(
    judge(
      generatorDominance,
      scoresOf(() => [0.85, 0.5]),
    ).status,
  ).toBe("pass");
  // Losses that start like an untrained pair, then bound G by .9 and D by .14 from below: D itself may be any higher.
  const bounds = logOf("lossG,lossD", (row) => (row === 0 ? [0.69, 1.386] : [-Math.log(0.9), 4]));
  expect(judge(generatorDominance, bounds).status).toBe("pass");
});

test("bounds are worded as bounds and never rounded up, exact scores as they are", () => {
  const bounds = logOf("lossG,lossD", (row) =>
    row === 0 ? [0.69, 1.386] : [-Math.log(0.0129), -2 * Math.log(0.9999)],
  );
  expect(textsOf(judge(discriminatorDominance, bounds))).toContain(
    "generator score at least 0.012, discriminator score at least 0.99",
  );
  expect(textsOf(judgeD(() => false))).toContain("generator score 0.40, discriminator score 0.60");
});

test("each failure carries the remedies of its own side", () => {
  expect(judgeD((row) => row >= 300).advice.join(" ")).toMatch(
    /Flip the labels.*dropout to the discriminator.*more filters in the generator.*fewer filters in the discriminator/,
  );
  const generator = judge(
    generatorDominance,
    scoresOf(() => G_WINS),
  );
  expect(generator.advice.join(" ")).toMatch(
    /more filters in the discriminator.*dropout to the generator.*fewer filters in the generator/,
  );
});

test("a hinge loss of the discriminator that stays at 0 is its dominance, though it gives no scores", () => {
  const log = parseScores(
    [
      "[INFO] > Configurations: {'adv_loss': 'hinge', 'conditional_strategy': 'no'}",
      ...hingeLines((row) => (row < 300 ? 0.8 : 0.001)),
    ].join("\n"),
    "train.log",
  );
  const finding = judge(discriminatorDominance, log);
  expect(finding.status).toBe("fail");
  expect(textsOf(finding)).toContain("every image lies beyond the margin");
  expect(judge(discriminatorDominance, log, "diverse").status).toBe("warn");
});

test("a hinge loss as healthy runs have it gives no scores and is not judged", () => {
  const log = parseScores(
    ["[INFO] > Configurations: {'adv_loss': 'hinge', 'conditional_strategy': 'no'}", ...hingeLines(() => 0.3)].join(
      "\n",
    ),
    "train.log",
  );
  expect(judge(discriminatorDominance, log).status).toBe("not-applicable");
});

test("halves of the discriminator's loss that are both 0 are its dominance, whichever loss they are", () => {
  const log = (real: number, fake: number) =>
    parseScores(
      Array.from(
        { length: 60 },
        (_, row) =>
          `(epoch: 1, iters: ${100 * (row + 1)}, time: 0.3) GAN: ${1.5 + (row % 3) / 10} VGG: 7.1 D_Fake: ${fake} D_real: ${real}`,
      ).join("\n"),
      "loss_log.txt",
    );
  expect(log(0.004, 0.003).series.map(({ name }) => name)).toEqual(["lossGenerator", "lossDiscriminator"]);
  expect(judge(discriminatorDominance, log(0.004, 0.003))).toMatchObject({ status: "fail", onset: { step: 100 } });
  expect(judge(discriminatorDominance, log(0.8, 0.7)).status).toBe("not-applicable");
});

test("halves that are both 0 are a dominance in any format, and under cross-entropy too", () => {
  const log = (real: (row: number) => number) =>
    logOf("G_GAN,G_L1,D_real,D_fake", (row) => [1.5 + (row % 3) / 10, 20, real(row), row % 2 ? 0.004 : 0.003], 60);
  expect(
    judge(
      discriminatorDominance,
      log(() => 0.003),
    ),
  ).toMatchObject({ status: "fail", recovered: false });
  const named = logOf("errD_real,errD_fake,errG", (row) => (row < 3 ? [0.69, 0.69, 0.69] : [0.003, 0.004, 2]), 60);
  expect(judge(discriminatorDominance, named)).toMatchObject({ status: "fail", recovered: false });
});

test("a discriminator's loss of 0 on every row belongs to a term that is switched off", () => {
  for (const columns of [
    "D_real,D_fake,G_loss",
    "errD_real,errD_fake,G_loss",
    "D_hinge_loss_real,D_hinge_loss_fake,G_loss",
  ])
    expect(
      judge(
        discriminatorDominance,
        logOf(columns, (row) => [0, 0, 2 + row / 60], 60),
      ).status,
    ).not.toBe("fail");
  expect(
    judge(
      discriminatorDominance,
      logOf("d_loss,g_loss", (row) => [0, 4 + row / 60], 60),
    ).status,
  ).not.toBe("fail");
});

test("a printed loss that may be any is a dominance where cross-entropy and hinge agree on it", () => {
  const log = (discriminator: number, generator: number) =>
    parseScores(
      Array.from(
        { length: 60 },
        (_, row) =>
          `[INFO] 2021-01-17 05:47:06 > Step: ${(row + 1) * 100} Progress: 1.0% Elapsed: 0:40:31 temperature: no ada_p: No Discriminator_loss: ${discriminator} Generator_loss: ${generator + (row % 3) / 10}`,
      ).join("\n"),
      "train.log",
    );
  expect(judge(discriminatorDominance, log(0.001, 9)).status).toBe("fail");
  expect(judge(discriminatorDominance, log(0.001, 0.4)).status).toBe("not-applicable");
});

/** StudioGAN's lines, a row per 100 steps. */
const hingeLines = (loss: (row: number) => number): string[] =>
  Array.from(
    { length: ROWS },
    (_, row) =>
      `[INFO] 2021-01-17 05:47:06 > Step: ${(row + 1) * 100} Progress: 1.0% Elapsed: 0:40:31 temperature: no ada_p: No Discriminator_loss: ${loss(row)} Generator_loss: ${1 + (row % 5) / 10}`,
  );

test.each([0.9, 0.8])(
  "a discriminator that answers a smoothed label of %s dominates when it answers nothing else",
  (label) => {
    const random = lcg(3);
    const noisy = () => label + 0.004 * (random() - 0.5);
    const won = scoresOf((row) => (row < 300 ? BALANCED : [0.002, (noisy() + 0.998) / 2]));
    const finding = judge(discriminatorDominance, won);
    expect(finding).toMatchObject({ status: "fail", recovered: false });
    expect(textsOf(finding)).toContain(`answers to real images stop at ${label.toFixed(2)}`);
  },
);

test("answers to real images that swing below 1 are no smoothed label", () => {
  const random = lcg(3);
  const swinging = scoresOf((row) => (row < 300 ? BALANCED : [0.03, (0.75 + 0.15 * random() + 0.97) / 2]));
  expect(judge(discriminatorDominance, swinging).status).toBe("pass");
});
