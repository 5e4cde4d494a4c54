/** D_real and D_fake of runs that are simulated: once as answers, once as losses. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseScores } from "../../helpers/parse-scores.ts";

const log = (rows: Record<string, number>[]) =>
  parseScores(
    `step,${Object.keys(rows[0]!).join()}\n${rows.map((row, step) => [step, ...Object.values(row)].join()).join("\n")}\n`,
    "log.csv",
  );
const basisOf = (rows: Record<string, number>[]) =>
  log(rows).series.find(({ name }) => name === "scoreDiscriminator")?.basis;

const many = { minLength: 20, maxLength: 40 } as const;
const chance = (min: number, max: number) => fc.double({ min, max, noNaN: true });
/** A discriminator that is better than chance, and its two losses; the generator's comes after its update. */
const answers = fc.array(fc.tuple(chance(0.52, 0.99), chance(0.02, 0.48), chance(0.9, 1.3)), many);

describe("beside a generator's loss alone", () => {
  test("answers of a discriminator stay answers", () => {
    fc.assert(
      fc.property(answers, (rows) => {
        expect(
          basisOf(rows.map(([D_real, D_fake, later]) => ({ D_real, D_fake, G_loss: -later * Math.log(D_fake) }))),
        ).toBe("exact");
      }),
    );
  });

  test("balanced answers that the generator's loss follows stay answers", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(chance(0.4, 0.6), chance(0.4, 0.6)), many), (rows) => {
        expect(basisOf(rows.map(([D_real, D_fake]) => ({ D_real, D_fake, G_loss: -Math.log(D_fake) })))).toBe("exact");
      }),
    );
  });

  test("halves near 0 are the losses of a discriminator that is always right", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(chance(0.0005, 0.01), chance(0.0005, 0.01), chance(0.5, 9)), many), (rows) => {
        const { series, warnings } = log(rows.map(([D_real, D_fake, G_GAN]) => ({ G_GAN, G_L1: 20, D_real, D_fake })));
        expect(series.some(({ name, basis }) => /^score/.test(name) && basis === "exact")).toBe(false);
        expect(series.find(({ name }) => name === "lossDiscriminator")!.columns).toEqual(["D_real", "D_fake"]);
        expect(warnings.join(" ")).toContain("are read as losses");
      }),
    );
  });

  test("halves that pass 1 and are never negative are losses", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(chance(0.3, 1.2), chance(0.3, 1.2)), many), (rows) => {
        const all = [
          { D_Fake: 1.1, D_real: 0.4, GAN: 0.2 },
          ...rows.map(([D_Fake, D_real]) => ({ D_Fake, D_real, GAN: 0.2 })),
        ];
        expect(log(all).series.some(({ name }) => /^score/.test(name))).toBe(false);
      }),
    );
  });

  test("halves as often higher on generated images as not, whatever the generator's loss, are losses", () => {
    const rows = Array.from({ length: 40 }, (_, row) => ({
      D_real: 0.75 + 0.15 * Math.sin(row),
      D_fake: 0.75 + 0.15 * Math.sin(2.3 * row),
      G_loss: 0.9,
    }));
    expect(basisOf(rows)).toBeUndefined();
  });
});

test("halves that are 0 on every row are switched off, and show no winner", () => {
  const { refusals } = log(Array.from({ length: 30 }, (_, row) => ({ D_real: 0, D_fake: 0, G_loss: 2 + row / 30 })));
  expect(refusals.map(({ reason }) => reason).join(" ")).toContain("0 on every row");
});

test("beside the discriminator's own loss, answers stay answers unless it is lower than they allow", () => {
  fc.assert(
    fc.property(answers, (rows) => {
      const balanced = rows.map(([D_real, D_fake, later]) => ({
        D_loss: -later * (Math.log(D_real) + Math.log(1 - D_fake)),
        G_loss: -Math.log(D_fake),
        D_real,
        D_fake,
      }));
      expect(basisOf(balanced)).toBe("exact");
      // With a penalty in the total the halves do not add up to it.
      const halves = rows.map(([, small, later]) => ({
        D_loss: 0.05 + small / 5,
        G_loss: 3 * later,
        D_real: small / 20,
        D_fake: small / 18,
      }));
      expect(basisOf(halves)).not.toBe("exact");
    }),
  );
});

test("logits are no losses: they are negative on generated images", () => {
  expect(
    log([
      { D_real: 2.4, D_fake: -1.7, G_loss: 1 },
      { D_real: 3.1, D_fake: -1.1, G_loss: 1 },
      { D_real: 2, D_fake: -2, G_loss: 1 },
    ]).warnings.join(" "),
  ).not.toContain("read as losses");
});
