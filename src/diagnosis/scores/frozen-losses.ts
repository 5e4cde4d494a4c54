/** The losses stand still at a level with a known meaning: training goes on, but nothing is learnt any more. */
import type { Evidence, Finding, ScoreSignature } from "../../analysis/analysis.ts";
import type { Check } from "../check.ts";
import { finding, notApplicable, text } from "../finding-parts.ts";
import { fidHolds } from "./quality-loss.ts";
import { onsetLabel } from "./score-dominance.ts";
import { LASTING_SHARE, WARM_UP_SHARE } from "./score-policy.ts";

const ID = "frozen-losses";
const WHY =
  "Losses that do not move, or stand where the logarithm is cut off, carry no gradient. Their values are then no scores: a generator can seem to win while its pictures are one pattern.";

export const frozenLosses: Check = {
  id: ID,
  run({ scores, pictures }): Finding {
    if (!scores || scores.steps.length === 0)
      return notApplicable(ID, "Frozen losses were not looked for", WHY, "No score log was given.");
    const { signatures, steps } = scores;
    const lastStep = steps.at(-1)!;
    const lasting = LASTING_SHARE * (lastStep - steps[0]!);
    const holds = (signature: ScoreSignature) => lastStep - signature.to <= lasting;
    const main = signatures.find(holds) ?? signatures[0];
    const measured = {
      id: ID,
      why: WHY,
      value: signatures.length,
      unit: signatures.length === 1 ? "known pattern" : "known patterns",
      threshold: 1,
      basis: "Known patterns of saturated or unmoving losses, each over at least 2 % of the log without a gap.",
    };
    if (!main)
      return finding({
        ...measured,
        status: "pass",
        title: "The losses move",
      });
    const recovered = !holds(main);
    // From its first rows on: the run never learnt anything, and no earlier checkpoint can be gone back to.
    const isFromStart = main.from - steps[0]! <= WARM_UP_SHARE * (lastStep - steps[0]!);
    // Numbers that only stand still may be rounded, or logged by mistake; those at the cut-off mean something.
    const isSaturated = main.name.startsWith("saturated");
    const hasGood = ["diverse", "alike"].includes(pictures) || fidHolds(scores);
    return finding({
      ...measured,
      status: recovered ? "info" : isFromStart && isSaturated && !hasGood ? "fail" : "warn",
      title: recovered ? "The losses stood still for a while" : "The losses stand still",
      onset: { step: main.from, label: onsetLabel(scores, main.from), axis: "scores" },
      recovered,
      evidence: signatures.map(
        ({ name, from, to, meaning }): Evidence => text(`${name}, ${scores.stepName} ${from} to ${to}: ${meaning}`),
      ),
      advice: recovered
        ? []
        : [
            isFromStart
              ? "Start again with lower learning rates; the losses stood still from the first rows on."
              : `Resume from before ${onsetLabel(scores, main.from)}, with lower learning rates.`,
            "Check that both optimisers still step.",
          ],
    });
  },
};
