/** What people saw in the real runs of the evaluation data, and which simulated sets must be called. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { VerdictStatus } from "../src/analysis/analysis.ts";
import { readTruthSets, type TruthSet } from "./truth.ts";

export interface KnownRun {
  name: string;
  inputs: string[];
  scores?: string;
  reference?: string;
  /** One of these must be among the statuses of a failing verdict; "no failure" allows healthy, warning and inconclusive. */
  expected: readonly VerdictStatus[] | "no failure" | "quiet" | "any";
  /** In words, for the table. */
  truth: string;
}

const COLLAPSE = ["mode-collapse"] as const;
const NOISE = ["no-structure"] as const;

/** Folder under realruns, log beside it or null, what is expected, what people saw. */
const PICTURE_RUNS: readonly [string, string | null, KnownRun["expected"], string][] = [
  ["michaelwjohnson_dcgan_mnist/baseline", "losses.csv", "no failure", "healthy"],
  [
    "michaelwjohnson_dcgan_mnist/modified",
    "losses.csv",
    COLLAPSE,
    "D dominates from epoch 5, one pattern from epoch 10",
  ],
  ["hollylxj_anime/DCgan/DCGANresults", null, "no failure", "healthy"],
  ["hollylxj_anime/DCgan/SNGANresults", null, COLLAPSE, "one face, colours vary"],
  ["rafailislam/images", null, COLLAPSE, "total collapse from early on"],
  ["rafailislam/Project_1", null, "no failure", "healthy digits"],
  ["rrmina_gan_mnist/results - old", null, COLLAPSE, "total collapse at epoch 99, poor at 50"],
  ["rrmina_gan_mnist/results", null, "no failure", "healthy"],
  ["rrmina_gan_mnist/results - Gaussian Latent - Normalized input", null, "no failure", "healthy"],
  ["rrmina_gan_mnist/results fashion mnist", null, "no failure", "healthy"],
  ["rrmina_gan_mnist/results tanh dropout leakyrelu", null, "no failure", "healthy"],
  ["duke661_gans/images/dcgan", "../../cifar10-dcgan.stdout.txt", "no failure", "healthy although the scores look bad"],
  ["duke661_gans/images/wgan_gp", null, NOISE, "noise to the end"],
  ["nhy0_gans/images/DCGAN", null, "no failure", "healthy"],
  ["nhy0_gans/images/WGAN", null, "no failure", "healthy"],
  ["nhy0_gans/images/WGAN-BN", null, "no failure", "healthy"],
  ["nhy0_gans/images/WGAN_0.0001", null, "no failure", "healthy"],
  ["nhy0_gans/images/WGAN_0.0003", null, "no failure", "healthy"],
  ["nhy0_gans/images/WGAN_256", null, "no failure", "healthy"],
  ["nhy0_gans/images/WGAN_64", null, "no failure", "healthy"],
  ["nhy0_gans/images/WGAN_clip", null, "no failure", "healthy"],
  ["nhy0_gans/images/WGAN-GP", null, "no failure", "ok, noisy"],
  ["nhy0_gans/images/GAN", null, "no failure", "ok"],
  ["nhy0_gans/images/DCWGAN", null, COLLAPSE, "one grey artefact"],
  ["nhy0_gans/CIFAR10_images/WGAN", null, [...NOISE, ...COLLAPSE], "noise for ever, all alike"],
  ["nhy0_gans/LFW_images/WGAN", null, [...NOISE, ...COLLAPSE], "noise for ever, all alike"],
];

export const pictureRuns = (root: string): KnownRun[] =>
  PICTURE_RUNS.map(([folder, log, expected, truth]) => {
    const pictures = join(root, "realruns", folder);
    const scores = log === null ? undefined : join(pictures, log);
    return { name: folder, inputs: [pictures], ...(scores && existsSync(scores) ? { scores } : {}), expected, truth };
  });

/** Logs with a label from their FID. A collapse whose losses stay calm can not be called from scores: "any". */
export const logRuns = (root: string): KnownRun[] => {
  const folder = join(root, "realruns", "studiogan_logs");
  const rows = readFileSync(join(folder, "labels.csv"), "utf8").trim().split(/\r?\n/).slice(1);
  return rows.map((row) => {
    const cells = row.split(",");
    const [name, loss, label] = [cells[0]!, cells[1]!, cells.at(-1)!];
    return {
      name,
      inputs: [],
      scores: join(folder, name),
      expected: label === "healthy" ? "no failure" : "any",
      truth: `${label} (${loss})`,
    };
  });
};

/** Sets with at most this many modes must be called. */
const FEW_MODES = 20;

/** Simulated sets, without or with real images of the same source and class. */
export const simulatedRuns = (root: string, withReference: boolean): KnownRun[] => {
  const folder = join(root, "eval", "public");
  const references = JSON.parse(readFileSync(join(root, "eval", "reference", "map.json"), "utf8")) as Record<
    string,
    string
  >;
  return readTruthSets(folder).map((set) => ({
    name: `${set.name}${withReference ? " + reference" : ""}`,
    inputs: [join(folder, set.name, "samples")],
    ...(withReference ? { reference: join(root, "eval", "reference", references[set.name]!) } : {}),
    expected: expectedOf(set, withReference),
    truth: `${set.kind}${set.modes > 0 ? `, ${set.modes} modes` : ""}`,
  }));
};

const expectedOf = ({ kind, modes, largest }: TruthSet, withReference: boolean): KnownRun["expected"] => {
  if (kind === "healthy") return "quiet";
  if (kind === "hardneg") return withReference ? "quiet" : "no failure";
  if (kind === "full" || (kind === "partial" && modes <= FEW_MODES)) return COLLAPSE;
  return kind === "dominant" && largest >= 0.29 ? COLLAPSE : "any";
};
