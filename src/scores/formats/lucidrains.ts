/**
 * lucidrains/stylegan2-pytorch and lightweight-gan: `G: 0.12 | D: 1.93 | GP: 0.02 | PL: 0.31`, every 50 steps, behind a bar, below one, or
 * without any step. Hinge losses with the sign turned: D = relu(1 + real) + relu(1 - fake), G = mean(fake), so the realness of the
 * generated images is -G.
 */
import { barCount } from "../table/counter.ts";
import { numberOf } from "../table/scan.ts";
import { rowPerLine, type TextFormat } from "./format.ts";

const STEPS_PER_LINE = 50;
const LABELS = ["G", "D", "GP", "PL", "SS", "CR", "Q", "FID"] as const;
/** These programs always print one; without it the letters are any program's. */
const PENALTY = /\| (?:GP|PL|SS|CR): /;
/** "Epoch: 5 | " is no bar. */
const NAMED = /[a-z]{2,}\s{0,9}[:=]?\s{0,9}\[?\s{0,9}\d[^%]{0,20}$/i;

export const lucidrains: TextFormat = {
  name: "lucidrains (stylegan2-pytorch, lightweight-gan)",
  open() {
    let bar: number | null = null;
    let next = 0;
    let isCounted = false;
    return rowPerLine(
      (text) => {
        const count = barCount(text);
        bar = count?.value ?? bar;
        const at = text.search(/(?<!\w)G:\s/);
        if (at === -1 || !text.includes("| D:") || !PENALTY.test(text) || NAMED.test(text.slice(0, at))) return null;
        const row = LABELS.map((label) => [label, numberOf(text.slice(at), label)] as const);
        if (row.every(([, value]) => value === null)) return "refused";
        isCounted ||= bar === null;
        const step = bar ?? next;
        next = step + STEPS_PER_LINE;
        bar = null;
        return { beside: [["step", step]], quantities: row };
      },
      () => ({
        roles: { step: "step", lossGenerator: "G", lossDiscriminator: "D" },
        hints: { loss: { kind: "hinge", why: "lucidrains' models train with hinge losses" }, lossIsHabit: true },
        notes: isCounted
          ? [
              `Lines without a step are counted on in ${STEPS_PER_LINE}s, as these programs print every ${STEPS_PER_LINE} steps.`,
            ]
          : [],
      }),
    );
  },
};
