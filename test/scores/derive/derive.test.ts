import fc from "fast-check";
import { expect, test } from "vitest";
import { parseScores } from "../../helpers/parse-scores.ts";

const read = (text: string) => {
  const { series, warnings, refusals } = parseScores(text, "log.csv");
  return {
    ...Object.fromEntries(series.map(({ name, basis, values }) => [name, { basis, values }])),
    names: series.map(({ name }) => name),
    warnings: [...warnings, ...refusals.map(({ reason }) => reason)].join(" "),
  } as Record<string, { basis: string; values: (number | null)[] }> & { names: string[]; warnings: string };
};

/** Mean binary cross-entropy of answers against one label. */
const crossEntropy = (chances: readonly number[]) =>
  -chances.reduce((sum, chance) => sum + Math.log(chance), 0) / chances.length;
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

test("probabilities give the two scores exactly as defined", () => {
  // scoreGenerator = mean p_fake; scoreDiscriminator = mean p_real / 2 + mean (1 - p_fake) / 2
  const { scoreGenerator, scoreDiscriminator } = read("step,D(x),D(G(z))\n0,0.8,0.3\n1,0.5,0.5\n2,1,0\n");
  expect(scoreGenerator).toEqual({ basis: "exact", values: [0.3, 0.5, 0] });
  expect(scoreDiscriminator).toEqual({ basis: "exact", values: [0.8 / 2 + 0.7 / 2, 0.5, 1] });
});

test("logged scores win over probabilities, and those over losses", () => {
  const text = "step,scoreG,D_fake,D_real,errG,errD\n0,0.1,0.2,0.9,3,0.3\n";
  expect(read(text).scoreGenerator).toEqual({ basis: "exact", values: [0.1] });
  expect(read(text.replace("scoreG", "other")).scoreGenerator).toEqual({ basis: "exact", values: [0.2] });
});

test("the first D(G(z)) is used, the one before the update", () => {
  expect(read("D_x,D_G_z1,D_G_z2\n0.8,0.3,0.1\n").scoreGenerator!.values).toEqual([0.3]);
});

test("with the scores of generated images only, the discriminator is not judged and the log says why", () => {
  const { names, warnings } = read("step,D(G(z))\n0,0.3\n");
  expect(names).toEqual(["scoreGenerator"]);
  expect(warnings).toContain("log the mean D(x) of real images too");
});

test.each([
  ["sum", 1, "read as the sum"],
  ["mean", 2, "read as the mean"],
])("losses kept as %s never bound a score from above, whatever the answers", (_, divisor, words) => {
  const answers = fc.array(fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(answers, answers, (real, fake) => {
      const untrained = (2 * Math.log(2)) / divisor;
      const lossD = (crossEntropy(real) + crossEntropy(fake.map((chance) => 1 - chance))) / divisor;
      const log = read(`step,lossG,lossD\n0,0.693,${untrained}\n1,${crossEntropy(fake)},${lossD}\n`);
      expect(log.warnings).toContain(words);
      expect(log.scoreGenerator!.basis).toBe("loss-bound");
      expect(log.scoreDiscriminator!.basis).toBe("loss-bound");
      expect(log.scoreGenerator!.values[1]).toBeLessThanOrEqual(mean(fake) + 1e-9);
      expect(log.scoreDiscriminator!.values[1]).toBeLessThanOrEqual(mean(real) / 2 + (1 - mean(fake)) / 2 + 1e-9);
    }),
  );
});

test("answers that are all alike are bounded tightly", () => {
  const fake = 0.2;
  const log = read(`step,lossG,lossD\n0,0.69,1.386\n1,${-Math.log(fake)},${-2 * Math.log(1 - fake)}\n`);
  expect(log.scoreGenerator!.values[1]).toBeCloseTo(fake, 12);
  expect(log.scoreDiscriminator!.values[1]).toBeCloseTo(1 - fake, 12);
});

test("losses on real and generated images bound each half for itself", () => {
  const { scoreDiscriminator } = read("step,errD_real,errD_fake,errD\n0,0.1,2,2.1\n");
  expect(scoreDiscriminator!.basis).toBe("loss-bound");
  expect(scoreDiscriminator!.values[0]).toBeCloseTo((Math.exp(-0.1) + Math.exp(-2)) / 2, 12);
});

test("a loss that starts near neither ln 4 nor ln 2 claims the lower of the two bounds, and says so", () => {
  const log = read("step,lossD\n0,0.2\n");
  expect(log.scoreDiscriminator!.values[0]).toBeCloseTo(Math.exp(-0.2), 12);
  expect(log.warnings).toContain("sum or mean is unknown");
});

test("logits under a probability's name are refused with the reason, and so are losses of an unknown kind beside them", () => {
  const { names, warnings } = read("step,D_real,D_fake,lossG\n0,0.4,-1.4,0.5\n");
  expect(names).toEqual(["lossGenerator"]);
  expect(warnings).toContain("D_fake is not used as a score: its values leave [0, 1] (-1.4)");
  expect(warnings).toContain("D_fake holds -1.4, so the discriminator ends in no sigmoid");
});

test("losses that start at ln 2 are cross-entropy also where logits are logged beside them", () => {
  const { scoreGenerator } = read("step,D_real,D_fake,lossG,lossD\n0,0.01,-0.02,0.69,1.38\n1,1.4,-1.4,1.5,0.5\n");
  expect(scoreGenerator).toEqual({ basis: "loss-bound", values: [Math.exp(-0.69), Math.exp(-1.5)] });
});

test("one logit among many probabilities is enough to refuse the column", () => {
  const rows = Array.from({ length: 500 }, (_, row) => `${row},0.5,${row === 321 ? 1.01 : 0.5}`);
  const { names, warnings } = read(`step,lossD,D_fake\n${rows.join("\n")}\n,,\n`);
  expect(names).toEqual(["lossDiscriminator"]);
  expect(warnings).toContain("D_fake is not used as a score: its values leave [0, 1] (1.01)");
});

test("means of 32-bit numbers may pass 1 by a rounding error, and broken numbers are no logits", () => {
  const { names } = read("step,D_real,D_fake\n0,1.0000001,0.1\n1,nan,-0.0000001\n2,inf,0.1\n");
  expect(names).toEqual(["scoreGenerator", "scoreDiscriminator"]);
});

test("negative losses, as of Wasserstein and hinge critics, give no scores but stay for the divergence check", () => {
  const { names, warnings } = read("step,g_loss,d_loss\n0,-3,-1\n1,-4,-2\n");
  expect(names).toEqual(["lossGenerator", "lossDiscriminator"]);
  expect(warnings).toMatch(
    /g_loss gives no scores: the losses have negative values, .*\(g_loss holds -3\).*d_loss gives no scores/,
  );
});

test("missing cells stay missing and broken losses stay broken in the score", () => {
  const log = read("step,D_real,D_fake,errG\n0,,0.3,1\n1,0.8,,1\n2,nan,0.3,inf\n");
  expect(log.scoreDiscriminator!.values).toEqual([null, null, Number.NaN]);
  expect(log.scoreGenerator!.values).toEqual([0.3, null, 0.3]);
  expect(read("step,errD_real,errD_fake\n0,inf,0.5\n1,nan,0.5\n").scoreDiscriminator!.values).toEqual([
    Number.POSITIVE_INFINITY,
    Number.NaN,
  ]);
});

test("two losses that are lower together than cross-entropies can be give no scores", () => {
  const rows = (lossG: number, lossD: number) =>
    Array.from({ length: 20 }, (_, row) => `${row},${lossG + row / 1000},${lossD + row / 1000}`).join("\n");
  const hinge = read(`step,lossG,lossD\n${rows(0.05, 0.6)}\n`);
  expect(hinge.names).toEqual(["lossGenerator", "lossDiscriminator"]);
  expect(hinge.warnings).toContain("lower together than two cross-entropies");
});

test("no two cross-entropies of one discriminator are called too low, whatever its answers", () => {
  const answers = fc.array(fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(fc.array(fc.tuple(answers, answers), { minLength: 10, maxLength: 12 }), (batches) => {
      const lines = batches.map(([real, fake], step) => {
        const lossD = (crossEntropy(real) + crossEntropy(fake.map((chance) => 1 - chance))) / 2;
        return [step, crossEntropy(fake), lossD].join();
      });
      expect(read(`step,lossG,lossD\n${lines.join("\n")}\n`).warnings).not.toContain("lower together");
    }),
  );
});

test("a discriminator's loss of 0 on every row beside a generator's total is a term that is switched off", () => {
  const rows = Array.from({ length: 30 }, (_, row) => `${row},0.0,${90 - row}`);
  const { names, warnings } = read(`step,lossD,lossG\n${rows.join("\n")}\n`);
  expect(names).not.toContain("scoreDiscriminator");
  expect(warnings).toContain("it is 0 on every row");
});
