/**
 * Every format of lines, the more special ones first. All read the head of a log side by side, and the one that can use most
 * of its lines reads the rest: what a file is called does not matter.
 */
import { alignedTable } from "./aligned-table.ts";
import { basicsr } from "./basicsr.ts";
import { bigganJsonl } from "./biggan-jsonl.ts";
import { bigganMetric } from "./biggan-metric.ts";
import { cyclegan } from "./cyclegan.ts";
import { drawnTable } from "./drawn-table.ts";
import type { TextFormat } from "./format.ts";
import { jsonLines } from "./json-lines.ts";
import { kerasGan } from "./keras-gan.ts";
import { lucidrains } from "./lucidrains.ts";
import { machineLearningMastery } from "./machine-learning-mastery.ts";
import { mimicry } from "./mimicry.ts";
import { mlflow } from "./mlflow.ts";
import { mmagic } from "./mmagic.ts";
import { namedValues } from "./named-values.ts";
import { pix2pixTensorflow } from "./pix2pix-tensorflow.ts";
import { probabilitiesByEpoch } from "./probabilities-by-epoch.ts";
import { pythonDicts } from "./python-dicts.ts";
import { pytorchDcgan } from "./pytorch-dcgan.ts";
import { pytorchGan } from "./pytorch-gan.ts";
import { rosinality } from "./rosinality.ts";
import { stargan } from "./stargan.ts";
import { studiogan } from "./studiogan.ts";
import { styleganLog } from "./stylegan-log.ts";
import { styleganMetric } from "./stylegan-metric.ts";
import { styleganStats } from "./stylegan-stats.ts";

/** Formats with a grammar of their own. */
export const SPECIFIC: readonly TextFormat[] = [
  pytorchDcgan,
  pytorchGan,
  kerasGan,
  machineLearningMastery,
  mimicry,
  studiogan,
  bigganMetric,
  bigganJsonl,
  mlflow,
  cyclegan,
  pix2pixTensorflow,
  basicsr,
  stargan,
  lucidrains,
  rosinality,
  styleganStats,
  styleganMetric,
  styleganLog,
  mmagic,
  probabilitiesByEpoch,
];

/** Formats that read whatever has names; asked when no specific one can read a line. */
export const GENERAL: readonly TextFormat[] = [jsonLines, pythonDicts, drawnTable, alignedTable, namedValues];
