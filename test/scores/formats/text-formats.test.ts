/** One log per format, written by hand as that codebase prints it. Expected values come from the lines and the definitions. */
import { describe, expect, test } from "vitest";
import type { ScoreBasis } from "../../../src/analysis/analysis.ts";
import type { ScoreOptions } from "../../../src/scores/derive/build-log.ts";
import { parseScores } from "../../helpers/parse-scores.ts";

const read = (lines: readonly string[], options?: ScoreOptions, source = "log.txt") => {
  const log = parseScores(`${lines.join("\n")}\n`, source, options);
  const series = (name: string) => log.series.find((known) => known.name === name);
  return {
    ...log,
    g: series("scoreGenerator"),
    d: series("scoreDiscriminator"),
    critic: series("criticFake"),
    names: log.series.map(({ name }) => name),
    reasons: log.refusals.map(({ reason }) => reason).join(" "),
  };
};

const values = (basis: ScoreBasis, ...numbers: number[]) => ({
  basis,
  values: numbers.map((number) => expect.closeTo(number, 9)),
});

describe("PyTorch DCGAN", () => {
  const LINES = [
    "Starting Training Loop...",
    "[0/25][0/782]\tLoss_D: 1.4713\tLoss_G: 5.7383\tD(x): 0.5433\tD(G(z)): 0.4936 / 0.0045",
    "[0/25][50/782] Loss_D: 0.5 Loss_G: 3.25 D(x): 0.75 D(G(z)): 0.125 / 0.0625 Elapsed 1.20 s",
    "[1/25][0/782]\tLoss_D: nan\tLoss_G: 2.0\tD(x): 0.5\tD(G(z)): 0.25 / 0.1",
  ];

  test("prints the two probabilities, and the first D(G(z)), before the update, counts", () => {
    const log = read(LINES);
    expect(log).toMatchObject({
      format: "PyTorch DCGAN",
      stepName: "iteration",
      steps: [0, 50, 782],
      epochs: [0, 0, 1],
    });
    expect(log.g).toMatchObject(values("exact", 0.4936, 0.125, 0.25));
    expect(log.d).toMatchObject(values("exact", (0.5433 + 0.5064) / 2, (0.75 + 0.875) / 2, (0.5 + 0.75) / 2));
    expect(log.series.find(({ name }) => name === "lossDiscriminator")!.values[2]).toBeNaN();
    expect(log.sources[0]!.lines).toEqual({ read: 3, refused: 0, other: 1 });
  });

  test("losses alone bound the scores; the discriminator's is a sum", () => {
    const log = read(["[0/10000][0/7] Loss_D: 1.7633 Loss_G: 1.6111", "[0/10000][1/7] Loss_D: 0.5 Loss_G: 2"]);
    expect(log.g).toMatchObject(values("loss-bound", Math.exp(-1.6111), Math.exp(-2)));
    expect(log.d).toMatchObject(values("loss-bound", Math.exp(-1.7633 / 2), Math.exp(-0.25)));
    expect(log.warnings.join(" ")).toContain("read as the sum");
  });

  test("a sum that starts at ln 2 is read as a mean, which claims less", () => {
    const log = read(["[0/9][0/7] Loss_D: 0.693 Loss_G: 0.7", "[0/9][1/7] Loss_D: 0.1 Loss_G: 2"]);
    expect(log.d!.values[1]).toBeCloseTo(Math.exp(-0.1), 9);
  });

  test("a saturated discriminator is named", () => {
    const line = (batch: number) =>
      `[3/25][${batch}/782] Loss_D: 100.0000 Loss_G: 0.0000 D(x): 1.0000 D(G(z)): 1.0000 / 1.0000`;
    const { signatures } = read(Array.from({ length: 30 }, (_, batch) => line(batch)));
    expect(signatures).toContainEqual(
      expect.objectContaining({ name: "saturated-cross-entropy", from: 3 * 782, to: 3 * 782 + 29 }),
    );
  });
});

describe("PyTorch-GAN", () => {
  const line = (batch: number, d: string, g: string, more = "") =>
    `[Epoch 0/200] [Batch ${batch}/938] [D loss: ${d}] [G loss: ${g}]${more}`;

  test("losses that start at ln 2 are cross-entropy, and the discriminator's is a mean", () => {
    const log = read([line(0, "0.690000", "0.710000"), line(1, "0.250000", "1.500000")]);
    expect(log).toMatchObject({ format: "PyTorch-GAN", stepName: "iteration", steps: [0, 1], loss: { kind: "bce" } });
    expect(log.g).toMatchObject(values("loss-bound", Math.exp(-0.71), Math.exp(-1.5)));
    expect(log.d).toMatchObject(values("loss-bound", Math.exp(-0.69), Math.exp(-0.25)));
  });

  test("the same line with other starts is refused until --loss says which loss it is, and the losses are kept", () => {
    const lines = [line(0, "0.500000", "1.000000"), line(1, "0.250000", "0.810000")];
    const unknown = read(lines);
    expect(unknown.names).toEqual(["lossGenerator", "lossDiscriminator"]);
    expect(unknown.reasons).toMatch(/does not say which loss it is.*--loss bce/);
    expect(read(lines, { loss: "lsgan" }).g).toMatchObject(values("surrogate", 0, 0.1));
    expect(read(lines, { loss: "lsgan" }).d).toMatchObject(values("surrogate", 1 - Math.sqrt(0.5), 0.5));
    expect(read(lines, { loss: "bce" }).g).toMatchObject(values("loss-bound", Math.exp(-1), Math.exp(-0.81)));
    expect(read(lines, { loss: "wgan" }).reasons).toContain("Wasserstein");
  });

  test("negative losses, BEGAN's energies and totals with a class are refused, each for its own reason", () => {
    expect(read([line(0, "-0.5", "0.2"), line(1, "-1.5", "-0.2")]).reasons).toContain("negative values");
    expect(read([line(0, "0.69", "0.69", " -- M: 0.5, k: 0.1")]).reasons).toContain("an energy");
    expect(read(["[Epoch 0/200] [Batch 0/938] [D loss: 1.5, acc: 12%] [G loss: 0.7]"]).reasons).toContain(
      "auxiliary class",
    );
  });
});

describe("Keras-GAN", () => {
  test("losses that start at ln 2 bound the scores; the count is an iteration", () => {
    const log = read([
      "0 [D loss: 0.692384, acc.: 62.50%] [G loss: 0.677052]",
      "99 [D loss: 0.250000, acc.: 90.00%] [G loss: 2.000000]",
    ]);
    expect(log).toMatchObject({ format: "Keras-GAN", stepName: "step", steps: [0, 99] });
    expect(log.g).toMatchObject(values("loss-bound", Math.exp(-0.677052), Math.exp(-2)));
    expect(log.d).toMatchObject(values("loss-bound", Math.exp(-0.692384), Math.exp(-0.25)));
  });

  test("where the loss is not known the accuracy stands in, and Wasserstein gives nothing", () => {
    const squares = read(["99 [D loss: 0.25, acc.: 62.50%] [G loss: 0.9]"]);
    expect(squares.d).toMatchObject(values("accuracy", 0.625));
    expect(squares.g).toBeUndefined();
    expect(read(["99 [D loss: 0.999728] [G loss: 1.000530]"]).names).toEqual(["lossGenerator", "lossDiscriminator"]);
  });
});

describe("machinelearningmastery", () => {
  test("d1 and d2 bound both halves of the score", () => {
    const log = read([
      ">445, d1=0.693, d2=0.693 g=0.693, a1=50, a2=50",
      ">446, d1=0.593, d2=0.546 g=1.330, a1=76, a2=82",
    ]);
    expect(log).toMatchObject({ format: "machinelearningmastery", steps: [445, 446] });
    expect(log.g!.values[1]).toBeCloseTo(Math.exp(-1.33), 9);
    expect(log.d).toMatchObject({ basis: "loss-bound", columns: ["d1", "d2"] });
    expect(log.d!.values[1]).toBeCloseTo((Math.exp(-0.593) + Math.exp(-0.546)) / 2, 9);
  });

  test("with epochs the batches are combined, with one update the mean loss bounds", () => {
    expect(read([">1, 1/937, d1=0.6, d2=0.6, g=0.7", ">2, 1/937, d1=0.6, d2=0.6, g=0.7"])).toMatchObject({
      stepName: "iteration",
      epochs: [1, 2],
    });
    expect(read([">446, d=0.000, g=0.001, a=100"]).d).toMatchObject(values("loss-bound", 1));
  });
});

test("probabilities under epoch lines, as in notebooks, are exact; the epoch's losses belong to its last row", () => {
  const log = read([
    "Epoch 0:",
    "D(x): 0.4559 D(G(z)): 0.4490 / 0.4490",
    "D(x): 0.7610 D(G(z)): 0.0692 / 0.0692",
    "Generator loss: 2.9657, Discriminator loss: 0.1613",
    "Epoch finished in 27.38s",
    "Epoch 1:",
    "D(x): 0.8335 D(G(z)): 0.1086 / 0.1086",
  ]);
  expect(log).toMatchObject({ stepName: "iteration", epochs: [0, 0, 1] });
  expect(log.g).toMatchObject(values("exact", 0.449, 0.0692, 0.1086));
  expect(log.d!.values[1]).toBeCloseTo(0.761 / 2 + (1 - 0.0692) / 2, 9);
  expect(log.series.find(({ name }) => name === "lossGenerator")!.values).toEqual([null, 2.9657, null]);
});

test("lucidrains' hinge losses give the mean critic output with the sign turned, and no score", () => {
  const log = read([
    "0% 0/150000 [00:00<?, ?it/s]",
    "G: 0.12 | D: 1.93 | GP: 0.02 | PL: 0.31",
    "G: -1.50 | D: 0.50 | GP: 0.01",
  ]);
  expect(log).toMatchObject({ steps: [0, 50], loss: { kind: "hinge" } });
  expect(log.critic).toMatchObject(values("surrogate", -0.12, 1.5));
  expect(log.g).toBeUndefined();
  expect(log.reasons).toMatch(/hinge/);
});

test("lucidrains' bar counts the steps, on the line of the losses or above it", () => {
  const bar = (step: number) => `  0%|▌         | ${step}/150000 [8:29:54<51:50:29, 18.72s/it]`;
  const losses = "G: 2.26 | MSG: -0.09 | D: 1.08 | VD: 0.00 | GP: 0.10";
  for (const between of ["", "\n"]) {
    const log = read([20, 40].map((step) => `${bar(step)}${between}${losses}`));
    expect(log).toMatchObject({ format: "lucidrains (stylegan2-pytorch, lightweight-gan)", steps: [20, 40] });
    expect(log.warnings.join(" ")).not.toContain("counted on");
  }
});

describe("rosinality", () => {
  const bar = (step: number) => `:   0%|          | ${step}/800000 [00:12<99:12:01,  2.24it/s]`;

  test("stylegan2-pytorch prints its losses in front of a bar, and they bound the scores", () => {
    const log = read(
      [1.4, 0.5].map((d, row) => `d: ${d}; g: 0.9; r1: 0.0100; mean path: 0.3000; augment: 0.0000${bar(20 * row)}`),
    );
    expect(log).toMatchObject({ stepName: "step", steps: [0, 20], loss: { kind: "bce" } });
    expect(log.d).toMatchObject(values("loss-bound", Math.exp(-0.7), Math.exp(-0.25)));
  });

  test("style-based-gan-pytorch does not say which loss it trains with", () => {
    const log = read([5, 6].map((step) => `Size: 8; G: 0.123; D: 0.456; Grad: 0.012; Alpha: 0.50000${bar(step)}`));
    expect(log).toMatchObject({ steps: [5, 6], names: ["lossGenerator", "lossDiscriminator"] });
    expect(log.reasons).toContain("--loss bce");
  });
});

test("pix2pix-tensorflow's blocks are rows, whose step counts within the epoch", () => {
  const block = (epoch: number, step: number, d: string) => [
    `progress  epoch ${epoch}  step ${step}  image/sec 35.7  remaining 0m`,
    `discrim_loss ${d}`,
    "gen_loss_GAN 1.5",
    "gen_loss_L1 0.46",
  ];
  const log = read([...block(1, 200, "0.5"), ...block(1, 400, "nan"), ...block(2, 200, "'nan'")]);
  expect(log).toMatchObject({ format: "pix2pix-tensorflow", steps: [200, 400, 600], epochs: [1, 1, 2] });
  expect(log.g).toMatchObject(values("loss-bound", Math.exp(-1.5), Math.exp(-1.5), Math.exp(-1.5)));
  expect(log.series.find(({ name }) => name === "lossDiscriminator")!.values).toEqual([0.5, Number.NaN, Number.NaN]);
});

test.each([
  [
    "old",
    (iter: string) =>
      `19-08-09 08:25:25.996 - INFO: <epoch:  3, iter: ${iter}, lr:2.500e-05> l_g_pix: 1.4e-03 l_g_gan: 7.0e-02 l_d_real: 1.5e-02 l_d_fake: 9.0e-03 D_real: -2.4e+01 D_fake: -2.9e+01 `,
  ],
  [
    "new",
    (iter: string) =>
      `2021-06-01 10:00:00,123 INFO: [ESRGA..][epoch:  3, iter: ${iter}, lr:(1.000e-04,)] [eta: 1 day, 2:03:04, time (data): 0.512 (0.010)] l_g_pix: 1.4e-03 l_g_gan: 7.0e-02 l_d_real: 1.5e-02 out_d_real: -2.4e+01 l_d_fake: 9.0e-03 out_d_fake: -2.9e+01 `,
  ],
])("BasicSR's %s lines give the halves of the discriminator's loss, and no probability", (_, line) => {
  const log = read([line("    200"), line("  1,400")]);
  expect(log).toMatchObject({ format: "BasicSR", stepName: "step", steps: [200, 1400], epochs: [3, 3] });
  expect(log.series.find(({ name }) => name === "lossDiscriminator")).toMatchObject({
    columns: ["l_d_real", "l_d_fake"],
    values: [expect.closeTo(0.024, 9), expect.closeTo(0.024, 9)],
  });
  expect(log.names.some((name) => name.startsWith("score"))).toBe(false);
  expect(log.reasons).toContain("times its weight");
});

describe("StarGAN", () => {
  test("the critic of the first version gives no score", () => {
    const log = read([
      "Elapsed [0:00:10], Iteration [10/200000], D/loss_real: -29.8, D/loss_fake: 6.4, D/loss_cls: 3.1, G/loss_fake: -6.1, G/loss_rec: 0.4",
      "Elapsed [1 day, 0:00:20], Iteration [20/200000], D/loss_real: nan, D/loss_fake: nan, D/loss_cls: nan, G/loss_fake: nan, G/loss_rec: nan",
    ]);
    expect(log).toMatchObject({ format: "StarGAN", steps: [10, 20], loss: { kind: "wgan" } });
    expect(log.critic).toMatchObject({ values: [6.1, Number.NaN] });
  });

  test("the cross-entropies of the second version bound the scores", () => {
    const log = read([
      "Elapsed time [0:00:40], Iteration [100/100000], D/latent_real: [0.5] D/latent_fake: [0.25] D/latent_reg: [0.01] D/ref_real: [0.4] G/latent_adv: [1.5] G/lambda_ds: [0.99]",
    ]);
    expect(log).toMatchObject({ format: "StarGAN", steps: [100] });
    expect(log.g).toMatchObject(values("loss-bound", Math.exp(-1.5)));
    expect(log.d).toMatchObject(values("loss-bound", (Math.exp(-0.5) + Math.exp(-0.25)) / 2));
  });
});

describe("CycleGAN and pix2pix", () => {
  test("CycleGAN's least squares are refused, or a surrogate when asked for; a resumed run is noticed", () => {
    const lines = [
      "================ Training Loss (Tue Nov 17 03:34:35 2020) ================",
      "(epoch: 1, iters: 100, time: 0.340, data: 0.139) D_A: 0.446 G_A: 0.423 cycle_A: 2.365 idt_A: 2.607 D_B: 0.423 G_B: 0.384 ",
      "(epoch: 2, iters: 100, time: 0.340, data: 0.001) D_A: 0.090 G_A: 0.640 cycle_A: 3.328 idt_A: 1.306 D_B: 0.258 G_B: 0.355 ",
      "================ Training Loss (Wed Nov 18 03:34:35 2020) ================",
      "(epoch: 2, iters: 100, time: 0.340, data: 0.001) D_A: 0.040 G_A: 0.810 cycle_A: 3.328 idt_A: 1.306 D_B: 0.258 G_B: 0.355 ",
    ];
    const log = read(lines);
    expect(log).toMatchObject({ stepName: "iteration", epochs: [1, 2], loss: { kind: "lsgan" } });
    expect(log.names).toEqual(["lossGenerator", "lossDiscriminator"]);
    expect(log.series[1]!.values).toEqual([0.446, 0.04]);
    expect(log.reasons).toContain("least-squares");
    expect(log.warnings.join(" ")).toMatch(/image-to-image.*Steps repeat in 1 of 3 rows/);
    expect(read(lines, { loss: "lsgan" }).g!.values[1]).toBeCloseTo(1 - 0.9, 9);
  });

  test("D_real and D_fake of pix2pix are losses, not probabilities, and bound the scores where they start at ln 2", () => {
    const line = (iters: number, real: number, fake: number, g: number) =>
      `(epoch: 1, iters: ${iters}, time: 0.2, data: 0.1) G_GAN: ${g} G_L1: 20.100 D_real: ${real} D_fake: ${fake} `;
    const log = read([line(100, 0.7, 0.68, 0.72), line(200, 0.3, 0.2, 1.9)]);
    expect(log.g).toMatchObject(values("loss-bound", Math.exp(-0.72), Math.exp(-1.9)));
    expect(log.d!.values[1]).toBeCloseTo((Math.exp(-0.3) + Math.exp(-0.2)) / 2, 9);
    expect(log.warnings.join(" ")).toContain("are losses, not probabilities");
    expect(read([line(100, 0.3, 0.2, 1.9)]).reasons).toContain("--loss bce");
  });

  test("ComboGAN's vectors are refused", () => {
    const log = read([
      "(epoch: 1, iters: 100, time: 0.291) D: 0.111, 0.105, 0.111, 0.130 | G: 0.146, 0.150, 0.159, 0.144 | Cyc: 0.092, 0.037, 0.054, 0.042 | ",
    ]);
    expect(log.names).toEqual(["lossGenerator", "lossDiscriminator"]);
    expect(log.reasons).toContain("ComboGAN");
  });
});

describe("mimicry", () => {
  const block = (step: number, real: number, fake: number, g: number) => [
    `INFO: [Epoch 1/127][Global Step: ${step}/100000]`,
    `| D(G(z)): ${fake}`,
    `| D(x): ${real}`,
    "| errD: 1.4052",
    `| errG: ${g}`,
    "| (0.4550 sec/idx)",
  ];

  test("the probabilities over several lines are one row", () => {
    const log = read([...block(10, 0.75, 0.25, 0.9), ...block(20, 0.5, 0.5, 0.7)]);
    expect(log).toMatchObject({ format: "mimicry", stepName: "step", steps: [10, 20] });
    expect(log.g).toMatchObject(values("exact", 0.25, 0.5));
    expect(log.d).toMatchObject(values("exact", 0.75, 0.5));
  });

  test("sigmoids of a critic with negative losses are surrogates", () => {
    const log = read([...block(10, 0.9303, 0.5941, -0.6671)]);
    expect(log.g).toMatchObject(values("surrogate", 0.5941));
    expect(log.d!.basis).toBe("surrogate");
  });
});

describe("StudioGAN", () => {
  const config = (loss: string, conditional: string) =>
    `[INFO] 2021-01-17 05:00:00 > {'model': {'conditional_strategy': '${conditional}'}, 'loss_function': {'adv_loss': '${loss}'}}`;
  const OLD =
    "[INFO] 2021-01-17 05:47:06 > Step:    1000 Progress: 1.0% Elapsed: 1 day, 10:39:45 temperature: no ada_p: No Discriminator_loss: 1.25 Generator_loss: 0.271493 ";
  const FID = [
    "[INFO] 2021-01-17 05:48:00 > FID score (Step: 2000, Using valid moments): 190.9",
    "[INFO] 2021-01-17 05:48:00 > Best FID score (Step: 1000, Using valid moments): 49.3",
    "[INFO] 2021-01-17 05:48:00 > F_1/8 score (Step: 2000, Using valid images): 0.25",
    "[INFO] 2021-01-17 05:48:00 > Inception score (Step: 2000, 10000 generated images): 1.16",
  ];

  test("unconditional cross-entropy bounds the scores; FID is kept and the best FID is not", () => {
    const log = read([config("vanilla", "no"), OLD, ...FID]);
    expect(log).toMatchObject({ format: "StudioGAN", stepName: "step", steps: [1000], loss: { kind: "bce" } });
    expect(log.g).toMatchObject(values("loss-bound", Math.exp(-0.271493)));
    expect(log.d).toMatchObject(values("loss-bound", Math.exp(-1.25 / 2)));
    expect(log.metrics).toEqual([
      { name: "FID", stepName: "step", steps: [2000], values: [190.9], ignored: 0 },
      { name: "F_1/8", stepName: "step", steps: [2000], values: [0.25], ignored: 0 },
      { name: "IS", stepName: "step", steps: [2000], values: [1.16], ignored: 0 },
    ]);
  });

  test("conditional totals, hinge and Wasserstein are refused", () => {
    expect(read([config("vanilla", "ContraGAN"), OLD]).reasons).toContain("conditional (ContraGAN)");
    const hinge = read([config("hinge", "no"), OLD]);
    expect(hinge.reasons).toContain("adv_loss: hinge");
    expect(hinge.critic).toMatchObject(values("surrogate", -0.271493));
    expect(read([config("wasserstein", "no"), OLD]).reasons).toContain("Wasserstein");
  });

  test("the new lines and their configuration are read as well; frozen saturated losses are named", () => {
    const line = (step: number) =>
      `[INFO] 2021-10-24 04:02:32 > Step:    ${step} Progress: 0.0% Elapsed: 0:01:41 Gen_loss: -0.0 Dis_loss: 13.82 Cls_loss: N/A Topk:  N/A ada_p: 0.008064 `;
    const log = read([
      "[INFO] 2021-10-24 04:00:00 > cfgs.LOSS =",
      '  "adv_loss": "logistic",',
      '  "d_cond_mtd": "W/O",',
      ...Array.from({ length: 12 }, (_, row) => line(100 * (row + 1))),
    ]);
    expect(log.g!.values[0]).toBe(1);
    expect(log.d!.values[0]).toBeCloseTo(Math.exp(-6.91), 9);
    expect(log.signatures.map(({ name, from, to }) => [name, from, to])).toContainEqual([
      "saturated-cross-entropy",
      100,
      1200,
    ]);
    expect(log.metrics.map(({ name }) => name)).toEqual(["augmentation probability"]);
  });
});

describe("BigGAN", () => {
  test("a metric file is named by its quantity, and hinge parts give no score", () => {
    const log = read(["1000: 8.530e-01", "2000: 0.5"], {}, "logs/run/G_loss.log");
    expect(log).toMatchObject({ format: "BigGAN metric file", steps: [1000, 2000], loss: { kind: "hinge" } });
    expect(log.critic).toMatchObject(values("surrogate", -0.853, -0.5));
  });

  test("its jsonl holds FID and IS", () => {
    const { metrics } = read([
      '{"itr": 2000, "IS_mean": 2.80, "IS_std": 0.019, "FID": 173.76, "_stamp": 1551403232.04}',
    ]);
    expect(metrics).toEqual([
      { name: "IS", stepName: "itr", steps: [2000], values: [2.8], ignored: 0 },
      { name: "FID", stepName: "itr", steps: [2000], values: [173.76], ignored: 0 },
    ]);
  });
});

describe("StyleGAN", () => {
  const stat = (mean: number, std: number) => ({ num: 64, mean, std });
  const tick = (kimg: number, fake: [number, number], real: [number, number]) =>
    JSON.stringify({
      "Loss/scores/fake": stat(...fake),
      "Loss/signs/real": stat(0.6, 0.5),
      "Loss/G/loss": stat(1.5, 0.5),
      "Loss/scores/real": stat(...real),
      "Loss/D/loss": stat(0.8, 0.3),
      "Progress/kimg": stat(kimg, 0),
      "Progress/augment": stat(0.25, 0),
      timestamp: 1714470115.8,
    });

  test("stats.jsonl uses the corrected logit and not the sigmoid of the mean", () => {
    const log = read([tick(4, [-2, 1.5], [1, 2]), tick(8, [0, 3], [0, 0])]);
    // Mean of sigmoid(x) for x normal, integrated numerically on a fine grid.
    const expected = (mean: number, deviation: number) => {
      let sum = 0;
      let weight = 0;
      for (let z = -8; z <= 8; z += 0.001) {
        const density = Math.exp((-z * z) / 2);
        sum += density / (1 + Math.exp(-(mean + deviation * z)));
        weight += density;
      }
      return sum / weight;
    };
    expect(log).toMatchObject({ format: "StyleGAN stats.jsonl", stepName: "kimg", steps: [4, 8] });
    expect(log.g!.basis).toBe("corrected-logit");
    expect(Math.abs(log.g!.values[0]! - expected(-2, 1.5))).toBeLessThan(0.02);
    expect(Math.abs(1 / (1 + Math.exp(2)) - expected(-2, 1.5))).toBeGreaterThan(0.05);
    expect(Math.abs(log.d!.values[0]! - (expected(1, 2) / 2 + (1 - expected(-2, 1.5)) / 2))).toBeLessThan(0.02);
    expect(log.g!.values[1]).toBe(0.5);
    expect(log.metrics.map(({ name, values: points }) => [name, points])).toEqual([
      ["mean sign of D(real)", [0.6, 0.6]],
      ["augmentation probability", [0.25, 0.25]],
    ]);
  });

  test("NaN as Python writes it is read", () => {
    const log = read([tick(4, [-2, 1.5], [1, 2]), tick(8, [1, 1], [1, 1]).replaceAll('"mean":1,', '"mean":NaN,')]);
    expect(log.g!.values[1]).toBeNaN();
  });

  test("log.txt holds no scores and says where they are", () => {
    const log = read([
      "tick 74    kimg 296.0    time 4h 21m 05s   sec/tick 153.1   sec/kimg 38.29   maintenance 0.2    cpumem 3.12   gpumem 6.34   augment 0.548",
    ]);
    expect(log.series).toEqual([]);
    expect(log.reasons).toContain("stats.jsonl");
    expect(log.metrics).toMatchObject([{ name: "augmentation probability", steps: [296], values: [0.548] }]);
  });

  test("impossible FIDs are counted and left out", () => {
    const line = (fid: string, kimg: string) =>
      `{"results": {"fid50k_full": ${fid}}, "metric": "fid50k_full", "snapshot_pkl": "network-snapshot-${kimg}.pkl", "timestamp": 1.5}`;
    const { metrics, warnings } = read([line("60.94", "000400"), line("1.2e57", "000440"), line("-3.1e68", "000480")]);
    expect(metrics).toEqual([{ name: "FID", stepName: "kimg", steps: [400], values: [60.94], ignored: 2 }]);
    expect(warnings.join(" ")).toContain("2 values of FID can not be right");
  });
});

describe("mmagic", () => {
  const line = (iter: number, real: number, fake: number, g: number) =>
    `{"mode": "train", "epoch": 1, "iter": ${iter}, "lr": {"generator": 0.0002}, "loss_disc_fake": ${fake}, "loss_disc_real": ${real}, "loss_disc_fake_g": ${g}, "loss": 2.1}`;

  test("the parts bound the scores where the configuration names the loss", () => {
    const log = read(["{\"config\": \"gan_loss=dict(type='GANLoss', gan_type='vanilla')\"}", line(100, 0.3, 0.2, 1.5)]);
    expect(log).toMatchObject({ format: "mmagic log.json", steps: [100] });
    expect(log.g).toMatchObject(values("loss-bound", Math.exp(-1.5)));
    expect(log.d).toMatchObject(values("loss-bound", (Math.exp(-0.3) + Math.exp(-0.2)) / 2));
  });

  test("otherwise only a start at ln 2 does", () => {
    expect(read([line(100, 0.69, 0.7, 0.7)]).d!.basis).toBe("loss-bound");
    expect(read([line(100, 0.3, 0.2, 1.5)]).reasons).toContain("--loss bce");
    expect(read(['{"config": "gan_type=\'wgan\'"}', line(100, 0.3, 0.2, 1.5)]).reasons).toContain("Wasserstein");
  });
});

describe("free text", () => {
  test("known names before numbers are read, with the epoch of the line or of the lines before", () => {
    const log = read([
      "Time for epoch 1 is 12.3 sec",
      "Epoch 8,\tGenerator loss 2.88,\tDiscriminator loss: 0.50",
      "Epoch 9,\tGenerator loss 2.5,\tDiscriminator loss: tensor(0.4, device='cuda:0')",
    ]);
    expect(log).toMatchObject({ format: "text with named values", stepName: "epoch", steps: [8, 9] });
    expect(log.g).toMatchObject(values("loss-bound", Math.exp(-2.88), Math.exp(-2.5)));
    expect(log.series.find(({ name }) => name === "lossDiscriminator")!.values).toEqual([0.5, 0.4]);
  });

  test("Keras progress bars that rewrite their line are read, and colours are not", () => {
    const bar = (batch: number) =>
      `\u001b[1m${batch}/468\u001b[0m [====>.........] - ETA: 10s - d_loss: 0.6${batch} - g_loss: 0.7${batch}`;
    const log = parseScores(`Epoch 1/50\r${bar(1)}\r${bar(2)}\r${bar(3)}\r\n`, "log.txt");
    expect(log.series.find(({ name }) => name === "lossGenerator")!.values).toEqual([0.71, 0.72, 0.73]);
  });

  const lossG = (log: ReturnType<typeof read>) => log.series.find(({ name }) => name === "lossGenerator")!.values;

  test.each([
    ["below their step", (step: number) => [`step ${step}`, `d_loss: 0.${step}`, `g_loss: 0.7${step}`]],
    [
      "above their bar",
      (step: number) => [`d_loss: 0.${step}, lr: 1e-4`, `g_loss: 0.7${step}`, `3%|▏ | ${step}/900 [00:01<12:34]`],
    ],
    [
      "with the step on every line",
      (step: number) => [`step ${step} d_loss: 0.${step}`, `step ${step} g_loss: 0.7${step}`],
    ],
    [
      "apart from other words",
      (step: number) => [`iter=${step},`, "saving ...", `  "d_loss": 0.${step},`, `  "g_loss": 0.7${step}`],
    ],
  ])("a record over several lines, %s, is one row", (_, record) => {
    const log = read([1, 2, 3].flatMap(record));
    expect(log.steps).toEqual([1, 2, 3]);
    expect(lossG(log)).toEqual([0.71, 0.72, 0.73]);
    expect(log.series.find(({ name }) => name === "lossDiscriminator")!.values).toEqual([0.1, 0.2, 0.3]);
  });

  test("what stands above an unknown name may be the rest of it", () => {
    const log = read(
      [1, 2].flatMap((step) => [`step ${step}`, "Discriminator:", "  loss: 0.5", "Generator:", `  loss: 0.${step}`]),
    );
    expect(log.steps).toEqual([1, 2]);
    expect(lossG(log)).toEqual([0.1, 0.2]);
  });

  test("a bar's share of the epochs is no epoch", () => {
    const bar = (epoch: number) =>
      `Epoch:  ${epoch}%|▏     | ${epoch}/100 [00:10<01:30, 1.1s/it, d_loss=0.5, g_loss=0.7]`;
    expect(read([1, 2, 3].map(bar))).toMatchObject({ stepName: "epoch", steps: [1, 2, 3] });
  });

  test("settings that are told once, above the first losses, are no rows and no counts", () => {
    const settings = ["batch_size: 64", "iterations: 100000", "epochs: 9", "lr: 0.0002"];
    const rows = [1, 2, 3].map((epoch) => `Epoch ${epoch}/9 d_loss 0.5 g_loss 0.7`);
    expect(read([...settings, ...rows])).toMatchObject({ stepName: "epoch", steps: [1, 2, 3] });
    expect(read(['{"epochs": 9, "lr": 0.1}', ...rows])).toMatchObject({ stepName: "epoch", steps: [1, 2, 3] });
  });

  test("an epoch above many rows holds for all of them", () => {
    const rows = (first: number) => [first, first + 1].map((g) => `d_loss 0.5 g_loss 0.${g}`);
    expect(read(["Epoch 1", ...rows(1), "Epoch 2", ...rows(3)])).toMatchObject({ epochs: [1, 1, 2, 2] });
  });

  test.each([
    ["tqdm", (step: number) => `  1%|▏         | ${step}/9000 [00:10<01:30, 44.1it/s, d_loss=0.5, g_loss=0.7]`],
    ["a bar without an end", (step: number) => `${step}it [00:10, 44.1it/s, d_loss=0.5, g_loss=0.7]`],
    ["a bar behind letters", (step: number) => `D: 0.5 G: 0.7:   1%|▏     | ${step}/9000 [00:10<01:30, 44.1it/s]`],
    ["a bracket", (step: number) => `[${step}] D loss: 0.5, acc: 50.00% || G loss: 0.7`],
    ["thousands", (step: number) => `iter: ${step.toLocaleString("en")}, D loss: 0.5, G loss: 0.7`],
    ["thousands in short", (step: number) => `step ${step / 1000}k | D loss 0.5 | G loss 0.7`],
    ["an exponent", (step: number) => `step=${step.toExponential(1)} D loss: 0.5 G loss: 0.7`],
    ["a logger that names itself", (step: number) => `INFO:gan:step ${step}, D loss: 0.5, G loss: 0.7`],
  ])("the step of %s is read", (_, line) => {
    expect(read([1000, 1500, 2000].map(line))).toMatchObject({ stepName: "step", steps: [1000, 1500, 2000] });
  });

  test("bars that start anew in every epoch count within it, and those that are printed when full count epochs", () => {
    const bar = (batch: number) => `${batch}/40 [=====>....] - ETA: 1s - d_loss: 0.5 - g_loss: 0.7`;
    const epochs = (batches: number[]) => [1, 2].flatMap((epoch) => [`Epoch ${epoch}/9`, ...batches.map(bar)]);
    expect(read(epochs([10, 40]))).toMatchObject({ stepName: "iteration", steps: [10, 40, 50, 80] });
    expect(read(epochs([40]))).toMatchObject({ stepName: "epoch", steps: [1, 2] });
  });

  test("the losses of a validation are not those of the training", () => {
    const log = read(
      [1, 2].flatMap((epoch) => [`Epoch ${epoch} d_loss 0.5 g_loss 0.${epoch}`, "Val: d_loss 0.9 g_loss 0.9"]),
    );
    expect(lossG(log)).toEqual([0.1, 0.2]);
  });

  test("names that are not known are named, so that --columns can say what they are", () => {
    const lines = [1, 2].map((epoch) => `epoch ${epoch}, left_loss: 0.${epoch}, right_loss: 0.5`);
    expect(() => read(lines)).toThrow(/found epoch, left_loss, right_loss and 2 rows/);
    const log = read(lines, { columns: { lossGenerator: "left_loss", lossDiscriminator: "right_loss" } });
    expect(lossG(log)).toEqual([0.1, 0.2]);
  });

  test("one sentence is no log", () => {
    expect(() => read(["the run ended with d_loss 0.3 and g_loss 2"])).toThrow(/none of the .* known formats/);
  });
});

describe("text with named values", () => {
  const rows = (line: (row: number) => string) => Array.from({ length: 20 }, (_, row) => line(row));

  test("two numbers in brackets are the discriminator's halves", () => {
    const log = read(rows((row) => `Epoch ID=${row} D-Loss=[${0.9 - row / 100}, ${0.5123 - row / 90}] DG-Loss=0.5`));
    expect(log.d).toMatchObject({ basis: "loss-bound", columns: ["D-Loss [1]", "D-Loss [2]"] });
    expect(log.stepName).toBe("epoch");
    expect(log.warnings.join(" ")).toContain("losses on real and on generated images");
  });

  test("two numbers of which the second is a share of a batch are Keras' loss and accuracy", () => {
    const log = read(rows((row) => `step ${row} d_loss: [${1.2 - row / 100}, ${(row % 16) / 16}] g_loss: 0.8`));
    expect(log.series.find(({ name }) => name === "lossDiscriminator")!.values[0]).toBe(1.2);
    expect(log.warnings.join(" ")).toContain("the loss and the accuracy");
  });
});

describe("what a log says of its loss", () => {
  const rows = Array.from(
    { length: 12 },
    (_, row) => `Epoch ${row} Loss D: ${1.9 - row / 20}, Loss G: ${0.3 + row / 9}`,
  );

  test.each([
    ["Using Hinge Loss", "hinge"],
    ["gan_mode: lsgan   [default: vanilla]", "lsgan"],
    ["loss_type=wgan-gp", "wgan"],
  ])("%j gives no scores of cross-entropy", (line, kind) => {
    const log = read([line, ...rows]);
    expect(log.loss).toEqual({ kind, why: expect.stringContaining("the log says") });
    expect([log.g, log.d]).toEqual([undefined, undefined]);
    const dcgan = read([line, ...rows.map((_, row) => `[0/9][${row}/99] Loss_D: 1.2 Loss_G: 0.7`)]);
    expect(dcgan.loss.kind).toBe(kind);
  });

  test("settings above the first epoch are no row", () => {
    const log = read(["Namespace(batch_size=16, loss='hinge', lr=0.0002)", ...rows]);
    expect(log).toMatchObject({ stepName: "epoch", loss: { kind: "hinge" } });
    expect(log.steps).toHaveLength(12);
  });

  test("a DCGAN whose D(x) leaves [0, 1] was not trained with BCELoss", () => {
    const line = (_: string, row: number) => `[0/9][${row}/99] Loss_D: 1.2 Loss_G: 0.9 D(x): 1.4 D(G(z)): -0.9 / -0.7`;
    expect(read(rows.map(line)).loss).toMatchObject({ kind: "unstated", why: expect.stringContaining("no sigmoid") });
  });

  test("a JSON document may name it beside its lists", () => {
    const document = { args: { gan_mode: "hinge" }, g_loss: Array(20).fill(0.7), d_loss: Array(20).fill(1.3) };
    expect(read([JSON.stringify(document, null, 1)]).loss.kind).toBe("hinge");
  });

  test("a log that names several losses, or none, is read as before", () => {
    expect(read(["loss: hinge or wgan", ...rows]).loss.kind).toBe("bce");
  });

  test("losses that start at 2 and 0 are those of an untrained hinge", () => {
    const log = read(rows.map((_, row) => `step ${row} d_loss: ${1.98 - row / 15} g_loss: ${0.02 + row / 9}`));
    expect(log.loss).toMatchObject({ kind: "hinge", why: expect.stringContaining("starts at the margin") });
    expect(log.g).toBeUndefined();
  });
});
