/** The same latents give the same pictures, checkpoint after checkpoint: nothing is learnt any more. */
import type { Finding } from "../../analysis/analysis.ts";
import type { Check } from "../check.ts";
import { finding, notApplicable, onsetAt, text } from "../finding-parts.ts";
import { FROZEN_TRANSITIONS } from "./policy.ts";

const ID = "frozen-output";
const WHY =
  "Sheets drawn from one fixed noise show how each image moves while training goes on. When none moves, training has ended without saying so.";

export const frozenOutput: Check = {
  id: ID,
  run({ checkpoints, transitions }): Finding {
    const comparable = transitions.filter(({ cellSimilarity }) => cellSimilarity !== undefined);
    if (comparable.length < FROZEN_TRANSITIONS)
      return notApplicable(
        ID,
        "Frozen output was not looked for",
        WHY,
        `${FROZEN_TRANSITIONS + 1} checkpoints with one sheet of the same layout each are needed.`,
      );
    const moving = transitions.findLastIndex(({ state }) => state !== "frozen");
    const frozen = transitions.slice(moving + 1);
    const last = comparable.at(-1)!;
    const held = frozen.length >= FROZEN_TRANSITIONS;
    const onset = held ? checkpoints[frozen[0]!.from]! : null;
    return finding({
      id: ID,
      status: held ? "warn" : "pass",
      title: held ? "The images do not move any more" : "The images move from checkpoint to checkpoint",
      why: WHY,
      value: last.cellSimilarity!,
      unit: "similarity of a cell to itself",
      basis: "Mean cosine of each cell of the sheet between neighbouring checkpoints; frozen from 0.995 on.",
      onset: onset && onsetAt(onset),
      recovered: held ? false : null,
      evidence: [
        text(
          `From ${checkpoints[last.from]!.label} to ${checkpoints[last.to]!.label} a cell resembles itself by ${last.cellSimilarity!.toFixed(3)}.`,
        ),
      ],
      advice: held
        ? [
            "Check that the optimisers still step and that the learning rates have not decayed to 0.",
            "Check that the sheets are drawn from the current weights.",
          ]
        : [],
    });
  },
};
