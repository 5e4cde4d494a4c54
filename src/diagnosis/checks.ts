/** All checks, and the runner that turns a crash of one into an error finding. */
import type { Finding, FindingStatus } from "../analysis/analysis.ts";
import type { Check, RunEvidence } from "./check.ts";
import { notApplicable } from "./finding-parts.ts";
import { blankImages } from "./pictures/blank-images.ts";
import { classCollapse } from "./pictures/class-collapse.ts";
import { diversityLoss } from "./pictures/diversity-loss.ts";
import { frozenOutput } from "./pictures/frozen-output.ts";
import { memorisedSamples } from "./pictures/memorised-samples.ts";
import { missingModes } from "./pictures/missing-modes.ts";
import { modeCollapse } from "./pictures/mode-collapse.ts";
import { modeHopping } from "./pictures/mode-hopping.ts";
import { structurelessImages } from "./pictures/structureless-images.ts";
import { withUnsureLayout } from "./pictures/unsure-layout.ts";
import { discriminatorDominance } from "./scores/discriminator-dominance.ts";
import { divergence } from "./scores/divergence.ts";
import { frozenLosses } from "./scores/frozen-losses.ts";
import { generatorDominance } from "./scores/generator-dominance.ts";
import { qualityLoss } from "./scores/quality-loss.ts";

const OF_PICTURES: readonly Check[] = [
  modeCollapse,
  diversityLoss,
  missingModes,
  classCollapse,
  memorisedSamples,
  blankImages,
  structurelessImages,
];

const CHECKS: readonly Check[] = [
  divergence,
  ...OF_PICTURES,
  discriminatorDominance,
  generatorDominance,
  frozenLosses,
  frozenOutput,
  modeHopping,
  qualityLoss,
];

const ORDER: readonly FindingStatus[] = ["fail", "warn", "error", "pass", "info", "not-applicable"];

/** Findings of all checks, failing first; checks of one status keep their order. */
export const runChecks = (evidence: RunEvidence, checks: readonly Check[] = CHECKS): Finding[] =>
  checks
    .filter((check) => check.applies?.(evidence) ?? true)
    .map((check) => runCheck(check, evidence))
    .sort((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status));

const runCheck = (check: Check, evidence: RunEvidence): Finding => {
  try {
    const finding = check.run(evidence);
    return OF_PICTURES.includes(check) ? withUnsureLayout(finding, evidence.checkpoints) : finding;
  } catch (error) {
    return {
      ...notApplicable(check.id, `The check ${check.id} could not be computed`, "", (error as Error).message),
      status: "error",
    };
  }
};
