/** Loss-derived scores against the truth: batches of answers whose scores and losses are both known. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseScores } from "../../helpers/parse-scores.ts";

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const answers = fc.array(fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), { minLength: 1, maxLength: 16 });
const batches = fc.array(fc.tuple(answers, answers), { minLength: 1, maxLength: 8 });

/** What a run would log: an untrained first batch, then these. */
const truthOf = (rows: [real: number[], fake: number[]][]) =>
  [[[0.5], [0.5]], ...rows].map(([real, fake]) => ({
    g: mean(fake!),
    d: mean(real!) / 2 + mean(fake!.map((p) => 1 - p)) / 2,
    lossReal: mean(real!.map((p) => -Math.log(p))),
    lossFake: mean(fake!.map((p) => -Math.log(1 - p))),
    lossG: mean(fake!.map((p) => -Math.log(p))),
  }));

type Truth = ReturnType<typeof truthOf>[number];

test.each<[string, (row: Truth, step: number) => string]>([
  [
    "PyTorch DCGAN",
    ({ lossReal, lossFake, lossG }, step) => `[0/9][${step}/999] Loss_D: ${lossReal + lossFake} Loss_G: ${lossG}`,
  ],
  [
    "PyTorch-GAN",
    ({ lossReal, lossFake, lossG }, step) =>
      `[Epoch 0/9] [Batch ${step}/999] [D loss: ${(lossReal + lossFake) / 2}] [G loss: ${lossG}]`,
  ],
  [
    "Keras-GAN",
    ({ lossReal, lossFake, lossG }, step) =>
      `${step} [D loss: ${(lossReal + lossFake) / 2}, acc.: 50.00%] [G loss: ${lossG}]`,
  ],
  [
    "machinelearningmastery",
    ({ lossReal, lossFake, lossG }, step) => `>${step}, d1=${lossReal}, d2=${lossFake} g=${lossG}, a1=50, a2=50`,
  ],
  [
    "JSON lines",
    ({ lossReal, lossFake, lossG }, step) => JSON.stringify({ step, errD: lossReal + lossFake, errG: lossG }),
  ],
])("no bound of %s lies above the score it bounds", (name, line) => {
  fc.assert(
    fc.property(batches, (rows) => {
      const truth = truthOf(rows);
      const log = parseScores(`${truth.map((row, step) => line(row, step)).join("\n")}\n`, "log.txt");
      const scores = (of: string) => log.series.find((known) => known.name === of)!;
      expect(log.format).toBe(name);
      truth.forEach(({ g, d }, row) => {
        expect(scores("scoreGenerator").values[row]).toBeLessThanOrEqual(g + 1e-9);
        expect(scores("scoreDiscriminator").values[row]).toBeLessThanOrEqual(d + 1e-9);
      });
      expect(scores("scoreDiscriminator").basis).toBe("loss-bound");
    }),
    { numRuns: 300 },
  );
});

test("the surrogate of least squares is a lower bound of the discriminator's mean output", () => {
  const outputs = fc.array(fc.double({ min: -1, max: 2, noNaN: true }), { minLength: 1, maxLength: 16 });
  fc.assert(
    fc.property(outputs, (fake) => {
      const loss = mean(fake.map((output) => (1 - output) ** 2));
      const log = parseScores(`step,g_loss\n0,${loss}\n`, "log.csv", { loss: "lsgan" });
      expect(log.series[0]!.basis).toBe("surrogate");
      expect(log.series[0]!.values[0]).toBeLessThanOrEqual(Math.max(0, mean(fake)) + 1e-9);
    }),
  );
});
