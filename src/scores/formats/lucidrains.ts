/**
 * lucidrains/stylegan2-pytorch and lightweight-gan: `G: 0.12 | D: 1.93 | GP: 0.02 | PL: 0.31`, every 50 steps, without a step
 * on the line. Hinge losses with the sign turned: D = relu(1 + real) + relu(1 - fake), G = mean(fake), so the realness of the
 * generated images is -G.
 */
import { numberOf } from "../table/scan.ts";
import { rowPerLine, type TextFormat } from "./format.ts";

const STEPS_PER_LINE = 50;
const LABELS = ["G", "D", "GP", "PL", "SS", "CR", "Q", "FID"] as const;

export const lucidrains: TextFormat = {
  name: "lucidrains (stylegan2-pytorch, lightweight-gan)",
  open() {
    let lines = 0;
    return rowPerLine(
      (text) => {
        const at = text.search(/G:\s/);
        if (at === -1 || !text.includes("| D:")) return null;
        const row = LABELS.map((label) => [label, numberOf(text.slice(at), label)] as const);
        if (row.every(([, value]) => value === null)) return "refused";
        return { beside: [["step", lines++ * STEPS_PER_LINE]], quantities: row };
      },
      () => ({
        roles: { step: "step", lossGenerator: "G", lossDiscriminator: "D" },
        hints: { loss: { kind: "hinge", why: "lucidrains' models train with hinge losses" } },
        notes: [
          `The lines carry no step: they are counted in ${STEPS_PER_LINE}s, as these programs print every ${STEPS_PER_LINE} steps.`,
        ],
      }),
    );
  },
};
