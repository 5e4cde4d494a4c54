/** All checks, and the runner that turns a crash of one into an error finding. */
import type { Finding, FindingStatus } from "../analysis.ts";
import { blankImages } from "./blank-images.ts";
import type { Check, RunEvidence } from "./check.ts";
import { classCollapse } from "./class-collapse.ts";
import { discriminatorDominance } from "./discriminator-dominance.ts";
import { divergence } from "./divergence.ts";
import { diversityLoss } from "./diversity-loss.ts";
import { notApplicable } from "./finding-parts.ts";
import { frozenLosses } from "./frozen-losses.ts";
import { frozenOutput } from "./frozen-output.ts";
import { generatorDominance } from "./generator-dominance.ts";
import { memorisedSamples } from "./memorised-samples.ts";
import { missingModes } from "./missing-modes.ts";
import { modeCollapse } from "./mode-collapse.ts";
import { modeHopping } from "./mode-hopping.ts";
import { qualityLoss } from "./quality-loss.ts";
import { structurelessImages } from "./structureless-images.ts";

const CHECKS: readonly Check[] = [
  divergence,
  modeCollapse,
  diversityLoss,
  missingModes,
  classCollapse,
  memorisedSamples,
  blankImages,
  structurelessImages,
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
    return check.run(evidence);
  } catch (error) {
    return {
      ...notApplicable(check.id, `The check ${check.id} could not be computed`, "", (error as Error).message),
      status: "error",
    };
  }
};
