/** Memorised samples: more near-duplicates of real images than real images have among themselves. */
import type { Finding } from "../../analysis/analysis.ts";
import type { Check } from "../check.ts";
import { finding, notApplicable, percent, text } from "../finding-parts.ts";
import { lastJudged } from "./checkpoint-state.ts";
import { COPIED_SHARE } from "./policy.ts";

const ID = "memorised-samples";
const WHY = "Samples that copy real images are no new images; diversity and quality measures reward them all the same.";
const BASIS = `Share of samples whose nearest real image is a near-duplicate, above three times the share of real images that have another one, and above ${percent(COPIED_SHARE)}; the lower bound counts.`;

export const memorisedSamples: Check = {
  id: ID,
  applies: ({ checkpoints }) => checkpoints.some(({ reference }) => reference !== undefined),
  run({ checkpoints }): Finding {
    const judged = lastJudged(checkpoints)?.checkpoint;
    const { twinShare, memorisedShare, twins = [] } = judged?.reference ?? {};
    if (!judged || !twinShare)
      return notApplicable(ID, "Memorisation was not judged", WHY, "No images that could be compared.");
    const limit = Math.max(COPIED_SHARE, 3 * twinShare.expected);
    const copied = twinShare.low > limit;
    const evidence = [
      `${judged.label}: ${percent(twinShare.value)} of the samples are near-duplicates of a real image; of the real images ${percent(twinShare.expected)} have another one.`,
      twins[0] &&
        `Most alike: ${twins[0].sample} and ${twins[0].reference}, similarity ${twins[0].similarity.toFixed(3)}.`,
      memorisedShare &&
        `Beyond chance, ${percent(memorisedShare.value)} of the samples (${percent(memorisedShare.low)} to ${percent(memorisedShare.high ?? 1)}) are closer to a real image than real images are to each other.`,
    ].filter((sentence) => sentence !== undefined);
    return finding({
      id: ID,
      // No failure of training by itself: a copy may be what was asked for.
      status: copied ? "info" : "pass",
      title: copied
        ? `${percent(twinShare.value)} of the samples are near-duplicates of real images`
        : "No excess of near-duplicates of real images is certain",
      why: WHY,
      value: twinShare.value,
      unit: "share of samples",
      interval: { low: twinShare.low, high: twinShare.high },
      threshold: limit,
      basis: BASIS,
      evidence: evidence.map(text),
      advice: copied
        ? [
            "Look at the pairs side by side (HTML report).",
            "Check that --reference is not the folder of the samples.",
            "Train on more images, or augment what the discriminator sees.",
          ]
        : [],
    });
  },
};
