/**
 * loss_log.txt of junyanz/pytorch-CycleGAN-and-pix2pix: `(epoch: 1, iters: 100, time: 0.340, data: 0.139) D_A: 0.446 G_A: 0.423 ...`
 * and for pix2pix and its kin `G_GAN: 0.9 G_L1: 20.1 D_real: 0.6 D_fake: 0.7`, where D_real and D_fake are LOSSES. ComboGAN's fork prints
 * one loss per domain: `D: 0.111, 0.105 | G: 0.146, 0.150 | Cyc: ...`.
 */
import { numberAt } from "../table/number-notation.ts";
import { numberOf } from "../table/scan.ts";
import { type LineReader, rowPerLine, type TextFormat } from "./format.ts";

const TRANSLATION =
  "this is image-to-image translation: every picture has its own input, so mode collapse of a batch does not apply in the same way";

export const cyclegan: TextFormat = {
  name: "CycleGAN/pix2pix loss_log.txt",
  open() {
    let pix2pix: Pix2pixRoles = {};
    let isCombo = false;
    return rowPerLine(
      (text) => {
        if (!text.trimStart().startsWith("(epoch:")) return null;
        const close = text.indexOf(")");
        const head = close === -1 ? text : text.slice(0, close);
        const epoch = numberOf(head, "epoch");
        const iters = numberOf(head, "iters");
        const rest = close === -1 ? "" : text.slice(close + 1);
        const values = rest.includes("|") ? vectorValues(rest) : pairValues(rest);
        if (epoch === null || iters === null || values.length === 0) return "refused";
        isCombo ||= rest.includes("|");
        for (const [name] of values) pix2pix = { ...pix2pix, ...roleOf(name) };
        return {
          beside: [
            ["epoch", epoch],
            ["iters", iters],
          ],
          quantities: values,
        };
      },
      () => meaning(pix2pix, isCombo),
    );
  },
};

const meaning = (
  pix2pix: Pix2pixRoles,
  isCombo: boolean,
): Pick<ReturnType<LineReader["finish"]>, "roles" | "hints" | "notes"> => {
  const steps = { epoch: "epoch", batch: "iters" };
  const notes = [`Note: ${TRANSLATION}.`];
  if (Object.keys(pix2pix).length > 0)
    return {
      roles: { ...steps, lossReal: "D_real", lossFake: "D_fake", lossGenerator: "G_GAN", ...pix2pix },
      // Its vanilla and lsgan modes print the same line.
      hints: { lossUnstated: true, firstEpoch: 1 },
      notes: [...notes, "D_real and D_fake of pix2pix and its kin are losses, not probabilities."],
    };
  const [generator, discriminator] = isCombo ? ["G 1", "D 1"] : ["G_A", "D_A"];
  return {
    roles: { ...steps, lossGenerator: generator, lossDiscriminator: discriminator },
    hints: {
      loss: { kind: "lsgan", why: `${isCombo ? "ComboGAN" : "CycleGAN"} trains with least-squares losses on patches` },
      lossIsHabit: true,
      dLoss: { reduction: "mean", why: "loss_D = (real + fake) / 2" },
      firstEpoch: 1,
    },
    notes,
  };
};

type Pix2pixRoles = { [Role in "lossReal" | "lossFake" | "lossGenerator"]?: string };

/** pix2pixHD, SPADE, CUT and gan-compression print the losses of pix2pix under names of their own. */
const PIX2PIX_NAMES: readonly [RegExp, keyof Pix2pixRoles][] = [
  [/^D_real$/i, "lossReal"],
  [/^D_fake$/i, "lossFake"],
  [/^(?:G_)?GAN$/i, "lossGenerator"],
];
const roleOf = (name: string): Pix2pixRoles => {
  const role = PIX2PIX_NAMES.find(([pattern]) => pattern.test(name))?.[1];
  return role ? { [role]: name } : {};
};

/** `D_A: 0.446 G_A: 0.423` */
const pairValues = (text: string): [string, number | null][] => {
  const pairs: [string, number | null][] = [];
  for (const { 1: name, index, 0: all } of text.matchAll(/([A-Za-z]\w{0,40}):/g))
    pairs.push([name!, numberBehind(text, index + all.length)]);
  return pairs;
};

/** `D: 0.111, 0.105 | G: 0.146, 0.150 |`, named by position. */
const vectorValues = (text: string): [string, number | null][] =>
  text.split("|").flatMap((part) => {
    const colon = part.indexOf(":");
    if (colon === -1) return [];
    const name = part.slice(0, colon).trim();
    return part
      .slice(colon + 1)
      .split(",")
      .map((cell, index): [string, number | null] => [`${name} ${index + 1}`, numberBehind(cell, 0)]);
  });

const numberBehind = (text: string, at: number): number | null => {
  const start = at + /^\s*/.exec(text.slice(at, at + 20))![0].length;
  return numberAt(text, start)?.value ?? null;
};
