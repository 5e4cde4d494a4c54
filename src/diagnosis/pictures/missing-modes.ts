/** Missing modes: parts of the real images that the generator never makes. */
import type { Calibrated, Finding } from "../../analysis/analysis.ts";
import { sum } from "../../kit/stats.ts";
import type { Check } from "../check.ts";
import { finding, notApplicable, percent, text } from "../finding-parts.ts";
import { falls } from "./against-reference.ts";
import { checkpointState, lastJudged } from "./checkpoint-state.ts";
import { MISSED_COVERED, NEARLY_COVERED } from "./policy.ts";

const ID = "missing-modes";
const WHY =
  "A generator can make good and different images and still leave out whole parts of what it was shown; near-duplicates do not tell that.";
const BASIS = `Recall (k = 3) or coverage (k = 5) with the whole interval under ${percent(MISSED_COVERED)} of what a perfect generator reads at these sizes; recall only where real images are left uncovered. Measured: samples of the reference's own source read 96 % to 102 % (docs/reference.md).`;

export const missingModes: Check = {
  id: ID,
  applies: ({ checkpoints }) => checkpoints.some(({ reference }) => reference !== undefined),
  run({ checkpoints }): Finding {
    const judged = lastJudged(checkpoints)?.checkpoint;
    const { recall, coverage, missingModes: modes = [], notComputed = [] } = judged?.reference ?? {};
    const state = judged && checkpointState(judged);
    if (!judged || !recall || !coverage || state === "blank" || state === "structureless")
      return notApplicable(
        ID,
        "Missing modes were not judged",
        WHY,
        notComputed.map(({ metric, reason }) => `${metric}: ${reason}.`).join(" ") ||
          "No images that could be compared.",
      );
    const share = (value: Calibrated) => value.value / value.expected;
    const lowest = share(recall) < share(coverage) ? recall : coverage;
    const missed = sum(modes.map((mode) => mode.share));
    // Samples that are a little off everywhere lose recall as well; parts that are missing leave real images without a sample.
    const isUncovered = modes.length > 0 || share(coverage) < NEARLY_COVERED;
    const isMissing = (falls(recall, MISSED_COVERED) && isUncovered) || falls(coverage, MISSED_COVERED);
    const typical = modes.slice(0, 3).map(({ members }) => members[0]);
    const uncovered = `${modes.length} ${modes.length === 1 ? "part" : "parts"} of the reference with ${percent(missed)} of its images ${modes.length === 1 ? "is" : "are"} covered by no sample; the most typical: ${typical.join(", ")}.`;
    return finding({
      id: ID,
      status: isMissing ? "warn" : "pass",
      title: isMissing
        ? "Parts of the real images are missing from the samples"
        : "The samples cover the real images as well as other real ones do",
      why: WHY,
      value: lowest.value,
      unit: lowest === recall ? "recall" : "coverage",
      interval: { low: lowest.low, high: lowest.high },
      threshold: MISSED_COVERED * lowest.expected,
      basis: BASIS,
      evidence: [
        text(`${judged.label}: recall ${against(recall)}, coverage ${against(coverage)}.`),
        ...(modes.length > 0 ? [text(uncovered)] : []),
      ],
      advice: isMissing
        ? [
            "See which real images are missing (HTML report, or missingModes in the JSON) and whether the training data holds enough of them.",
            "Let the discriminator judge several samples at once: packing (Lin et al. 2018, PacGAN).",
            "Do not truncate the latent input when you sample for this check.",
          ]
        : [],
    });
  },
};

const against = ({ value, low, high, expected }: Calibrated): string =>
  `${value.toFixed(2)} (${low.toFixed(2)} to ${high?.toFixed(2) ?? "?"}), where a perfect generator reads ${expected.toFixed(2)}`;
