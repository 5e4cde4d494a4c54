/** Everything is one mode at one checkpoint and another mode at the next. */
import type { Finding } from "../../analysis/analysis.ts";
import type { Check } from "../check.ts";
import { finding, notApplicable, onsetAt, text } from "../finding-parts.ts";

const ID = "mode-hopping";
const WHY =
  "A collapsed generator that moves from mode to mode outruns the discriminator instead of spreading out; each single sheet shows only one mode.";

export const modeHopping: Check = {
  id: ID,
  run({ checkpoints, transitions }): Finding {
    if (transitions.length === 0)
      return notApplicable(ID, "Mode hopping was not looked for", WHY, "Two checkpoints are needed.");
    const hops = transitions.filter(({ state }) => state === "mode-hopping");
    const first = hops[0];
    return finding({
      id: ID,
      status: first ? "warn" : "pass",
      title: first ? "The generator hops from mode to mode" : "The generator does not hop between modes",
      why: WHY,
      value: hops.length,
      unit: "hops",
      threshold: 1,
      basis: "A hop: one mode holds half of the images before and after, and their medoids are not alike.",
      onset: first ? onsetAt(checkpoints[first.to]!) : null,
      evidence: hops.map(({ from, to }) =>
        text(
          `From ${checkpoints[from]!.label} to ${checkpoints[to]!.label} the images changed from one mode to another.`,
        ),
      ),
      advice: first
        ? [
            "Show the discriminator older samples too: a replay buffer (Shrivastava et al. 2017), or unrolled steps (Metz et al. 2017).",
            "Lower the generator's learning rate.",
          ]
        : [],
    });
  },
};
