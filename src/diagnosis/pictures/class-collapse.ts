/** Class collapse: a conditional generator that makes one image of a class, while the set as a whole looks diverse. */
import type { ClassResult, Finding } from "../../analysis/analysis.ts";
import { collapseAdvice } from "../advice.ts";
import type { Check } from "../check.ts";
import { finding, notApplicable, percent, text } from "../finding-parts.ts";
import { comparisonText } from "./against-reference.ts";
import { checkpointState, lastJudged } from "./checkpoint-state.ts";
import { isCollapsed } from "./likeness.ts";
import { atLeastModes } from "./modes-text.ts";
import { COLLAPSED_CLASSES, FEWEST_IMAGES } from "./policy.ts";

const ID = "class-collapse";
const WHY =
  "A conditional generator can collapse in a few classes only. The classes differ from each other, so the whole set still looks diverse.";
const BASIS = `Each class with ${FEWEST_IMAGES} images or more is judged like a set of its own, by the same thresholds; one collapsed class is enough.`;
/** Classes named in the evidence. */
const MOST_NAMED = 5;

export const classCollapse: Check = {
  id: ID,
  applies: ({ checkpoints }) => checkpoints.some(({ classes }) => classes !== undefined),
  run({ checkpoints }): Finding {
    const judged = lastJudged(checkpoints)?.checkpoint;
    const states = (judged?.classes ?? []).map((result) => ({ result, state: checkpointState(result) }));
    const known = states.filter(({ state }) => state !== "unknown");
    if (!judged || known.length === 0)
      return notApplicable(
        ID,
        "Collapse within classes was not judged",
        WHY,
        `No class has the ${FEWEST_IMAGES} images that a judgement takes.`,
      );
    const collapsed = known.filter(({ state }) => isCollapsed(state));
    const alike = known.filter(({ state }) => state === "alike");
    const shown = collapsed.length > 0 ? collapsed : alike;
    const unjudged = states.length - known.length;
    return finding({
      id: ID,
      status: collapsed.length >= COLLAPSED_CLASSES ? "fail" : alike.length > 0 ? "warn" : "pass",
      title:
        collapsed.length > 0
          ? `${collapsed.length} of ${known.length} classes have collapsed`
          : alike.length > 0
            ? `${alike.length} of ${known.length} classes are more alike than broad healthy sets`
            : `The images are diverse within each of ${known.length} classes`,
      why: WHY,
      value: collapsed.length,
      unit: "collapsed classes",
      threshold: COLLAPSED_CLASSES,
      basis: BASIS,
      evidence: [
        ...shown.slice(0, MOST_NAMED).flatMap(({ result }) => evidenceOf(result)),
        ...(unjudged > 0
          ? [text(`${unjudged} classes have fewer than ${FEWEST_IMAGES} images and were not judged.`)]
          : []),
      ],
      advice:
        collapsed.length > 0
          ? [
              "Check how many training images the collapsed classes have, and balance the classes.",
              "Condition the discriminator on the class as well (projection, or an auxiliary classifier).",
              ...collapseAdvice(false),
            ]
          : [],
    });
  },
};

const evidenceOf = (result: ClassResult) => {
  const { name, images, metrics, reference } = result;
  return [
    text(
      `Class ${name}: ${percent(metrics.duplicatePairShare.value)} of the pairs of ${images} images are near-duplicates: ${atLeastModes(result)}.`,
    ),
    ...(reference ? comparisonText(reference) : []),
  ];
};
