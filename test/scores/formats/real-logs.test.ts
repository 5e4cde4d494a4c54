/** Public logs, read where they are there: every one is understood, or refused for the right reason. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { findStretches } from "../../../src/diagnosis/scores/score-stretches.ts";
import { readScores } from "../../../src/scores/read-scores.ts";

const RUNS = fileURLToPath(new URL("../../../../shared/data/realruns/", import.meta.url));
const STUDIOGAN = join(RUNS, "studiogan_logs");

const read = async (path: string) => {
  const log = await readScores(join(RUNS, path));
  return { ...log, of: (name: string) => log.series.find((known) => known.name === name) };
};

/** labels.csv: log,adv_loss,rows,first_step,last_step,best_fid_step,best_fid,last_fid_step,last_fid,... */
const labels = existsSync(STUDIOGAN)
  ? readFileSync(join(STUDIOGAN, "labels.csv"), "utf8")
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => line.split(","))
  : [];
const KINDS: Record<string, string> = {
  hinge: "hinge",
  vanilla: "bce",
  logistic: "bce",
  least_square: "lsgan",
  wasserstein: "wgan",
};

describe.skipIf(!existsSync(RUNS))("public logs (skipped where they are not there)", () => {
  test.each(labels)("StudioGAN %s (%s): loss, steps and FID are those of the labels", async (...label) => {
    const [path, loss, , first, last, bestStep, best, lastFidStep, lastFid] = label as string[];
    const log = await readScores(join(STUDIOGAN, path!));
    expect(log.format).toBe("StudioGAN");
    expect(log.loss.kind).toBe(KINDS[loss!]);
    expect([log.steps[0], log.steps.at(-1)]).toEqual([Number(first), Number(last)]);
    expect(log.sources[0]!.lines.refused).toBeLessThanOrEqual(1);
    const fid = log.metrics.find(({ name }) => name === "FID")!;
    const at = (step: string) => fid.values[fid.steps.indexOf(Number(step))];
    expect(Math.abs(at(bestStep!)! - Number(best))).toBeLessThan(0.06);
    expect(Math.abs(at(lastFidStep!)! - Number(lastFid))).toBeLessThan(1.5);
    const isConditional = !["no", "ProjGAN", "projGAN", "SPD"].includes(conditioningOf(join(STUDIOGAN, path!)));
    const names = log.series.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["lossGenerator", "lossDiscriminator"]));
    if (log.loss.kind === "bce" && !isConditional) expect(names).toContain("scoreDiscriminator");
    else expect(log.refusals.map(({ quantity }) => quantity)).toEqual(["scoreGenerator", "scoreDiscriminator"]);
    // Growing critics are no divergence, and none of these logs breaks.
    expect(findStretches(log).filter(({ state }) => state === "diverged")).toEqual([]);
  });

  test("StyleGAN2-ADA: scores come from the corrected logits, and the losses' bounds lie below them", async () => {
    const log = await read("hexanol_stylegan2ada");
    expect(log).toMatchObject({ stepName: "kimg" });
    const [g, d] = [log.of("scoreGenerator")!, log.of("scoreDiscriminator")!];
    expect([g.basis, d.basis]).toEqual(["corrected-logit", "corrected-logit"]);
    expect(log.steps).toHaveLength(80);
    const lossG = log.of("lossGenerator")!.values as number[];
    const lossD = log.of("lossDiscriminator")!.values as number[];
    const above = log.steps.filter(
      (_, row) => Math.exp(-lossG[row]!) > g.values[row]! || Math.exp(-lossD[row]! / 2) > d.values[row]!,
    );
    expect(above).toEqual([]);
    expect(log.metrics.find(({ name }) => name === "FID")).toMatchObject({ values: [], ignored: 88 });
  });

  test("its event file alone gives sigmoids of means, and its log.txt nothing", async () => {
    const [file] = readdirSync(join(RUNS, "hexanol_stylegan2ada")).filter((name) => name.includes("tfevents"));
    expect((await read(`hexanol_stylegan2ada/${file}`)).of("scoreGenerator")!.basis).toBe("sigmoid-of-mean");
    expect((await read("hexanol_stylegan2ada/log.txt")).refusals[0]!.reason).toContain("stats.jsonl");
  });

  test.each(["cifar10-dcgan", "cifar10-dcgan_new"])(
    "Duke's %s prints exact probabilities twice an epoch",
    async (name) => {
      const log = await read(`duke661_gans/${name}.stdout.txt`);
      expect(log.of("scoreDiscriminator")).toMatchObject({ basis: "exact", columns: ["D(x)", "D(G(z))"] });
      expect(log.steps).toHaveLength(100);
      expect(log.epochs!.at(-1)).toBe(49);
      expect(log.sources[0]!.lines.refused).toBe(0);
    },
  );

  test.each(["Syvia00", "shreyas-bk", "candy0543"])(
    "CycleGAN's log of %s is refused as least squares",
    async (name) => {
      const log = await read(`cyclegan_loss_logs/${name}/loss_log.txt`);
      expect(log.loss.kind).toBe("lsgan");
      expect(log.series.map((series) => series.name)).toEqual(["lossGenerator", "lossDiscriminator"]);
      expect(log.refusals.map(({ quantity }) => quantity)).toEqual(["scoreGenerator", "scoreDiscriminator"]);
      expect(log.sources[0]!.lines.refused).toBe(0);
    },
  );

  test("event files of tensorboardX, in sub-directories, and of TensorFlow 2 are read", async () => {
    const torch = await read("tfevents_samples/tensorboardX");
    expect(torch.of("scoreGenerator")).toMatchObject({ basis: "exact" });
    expect(torch.of("scoreGenerator")!.values[0]).toBeCloseTo(0.1, 6);
    expect(torch.of("scoreDiscriminator")!.values[0]).toBeCloseTo(0.9, 6);
    expect((await read("tfevents_samples/tf2_v2")).of("lossGenerator")!.values).toEqual([0.5, 1.5, 2.5]);
  });

  test("the folder of two runs is refused", async () => {
    await expect(read("michaelwjohnson_dcgan_mnist")).rejects.toThrow("Expected the logs of one run");
  });
});

const conditioningOf = (path: string): string =>
  /["'](?:conditional_strategy|d_cond_mtd)["']: ["']([^"']+)/.exec(readFileSync(path, "utf8"))![1]!;
