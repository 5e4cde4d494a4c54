/** The numbers of the run broke: NaN, infinities, or losses that exploded. */
import type { Evidence, Finding } from "../../analysis/analysis.ts";
import type { ScoreLog } from "../../scores/score-log.ts";
import type { Check } from "../check.ts";
import { finding, notApplicable, text } from "../finding-parts.ts";
import { explodedColumns } from "./exploded-rows.ts";
import { onsetLabel } from "./score-dominance.ts";
import { EXPLOSION_FACTOR } from "./score-policy.ts";
import { findStretches } from "./score-stretches.ts";

const ID = "divergence";
const WHY = "Once a weight is NaN or infinite every further step is wasted, whatever the pictures still look like.";

export const divergence: Check = {
  id: ID,
  run({ scores }): Finding {
    if (!scores) return notApplicable(ID, "Divergence was not judged", WHY, "No score log was given.");
    if (scores.steps.length === 0)
      return notApplicable(ID, "Divergence was not judged", WHY, "The log holds no losses and no scores.");
    const all = findStretches(scores);
    const own = all.filter(({ state }) => state === "diverged");
    const lasting = own.find(({ recovered }) => !recovered);
    const main = lasting ?? own[0];
    const measured = {
      id: ID,
      why: WHY,
      value: own.length,
      unit: "stretches",
      threshold: 1,
      basis: `NaN or infinite values, or a loss over ${EXPLOSION_FACTOR} times its own median so far.`,
    };
    if (!main)
      return finding({
        ...measured,
        status: "pass",
        title: "The logged numbers stay finite and in scale",
      });
    const label = onsetLabel(scores, main.from);
    return finding({
      ...measured,
      status: lasting ? "fail" : "warn",
      title: lasting ? "Training has diverged" : "The losses broke for a while and came back",
      onset: { step: main.from, label, axis: "scores" },
      recovered: !lasting,
      evidence: [
        ...own.map((stretch): Evidence => ({ type: "stretch", stretch: all.indexOf(stretch) })),
        ...otherColumns(scores),
      ],
      advice: [
        main.from > scores.steps[0]!
          ? `Resume from the last checkpoint before ${label}.`
          : "Start again: the numbers were broken from the first row on.",
        "Lower the learning rates.",
        "Clip gradients or add a gradient penalty to the discriminator.",
        "Check the training images for NaN and for the right value range.",
      ],
    });
  },
};

/** Columns that no score is made of can show it too. */
const otherColumns = (log: ScoreLog): Evidence[] => {
  const said = (what: string, names: readonly string[]) =>
    names.length === 0
      ? []
      : [text(`${what}: ${names.slice(0, MOST_NAMES).join(", ")}${names.length > MOST_NAMES ? " ..." : ""}.`)];
  return [
    ...said(
      "NaN or infinite to the end",
      (log.broken ?? []).map(({ name }) => name),
    ),
    ...said(`Over ${EXPLOSION_FACTOR} times their own past`, explodedColumns(log)),
  ];
};
const MOST_NAMES = 10;
