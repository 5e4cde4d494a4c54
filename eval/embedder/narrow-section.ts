/** Small draws of one narrow class against draws in which one mode holds a share: do close copies tell them apart? */
import { drawsOf } from "./draws.ts";
import type { Levels } from "./levels.ts";
import { ONE_CLASS } from "./narrow-sets.ts";
import { pairScores } from "./pair-scores.ts";
import { pairsAmong, shareFrom } from "./pair-shares.ts";
import type { Judge } from "./section.ts";
import type { MeasuredSet } from "./set-scores.ts";
import { type Figure, meanOf, tableWithMeans } from "./table.ts";

/** Shares of all pairs of one draw. */
interface Peak {
  close: number;
  near: number;
  /** Close pairs / pairs that a group may hold; 0 without any. */
  part: number;
}

export const judgeNarrow: Judge = async (sets, { levels }) => {
  const pools = sets.map((measured) => ({ measured, peaks: peaksOf(measured, levels) }));
  const isNarrow = ({ measured }: (typeof pools)[0]) => measured.set.kind === ONE_CLASS;
  const narrow = pools.filter(isNarrow);
  const dominated = pools.filter((pool) => !isNarrow(pool));
  const all = (of: typeof pools) => of.flatMap(({ peaks }) => peaks);
  const auc = (figure: keyof Peak, against: readonly Peak[]): Figure =>
    pairScores(valuesOf(all(dominated), figure), valuesOf(against, figure))?.auc ?? null;
  const aucs = (against: readonly Peak[]) => ({
    "AUC close": auc("close", against),
    "AUC part": auc("part", against),
    "AUC near": auc("near", against),
  });
  const nameOf = ({ set }: MeasuredSet) => set.name.slice(set.name.indexOf("/") + 1);
  const mean = (of: typeof pools, pick: (figures: ReturnType<typeof summary>) => number) =>
    meanOf(of.map(({ peaks }) => pick(summary(peaks))));
  return {
    lines: [
      `Draws of 64. Close: pairs >= ${levels.close}; near: pairs >= ${levels.threshold}; part: close / pairs >= ${levels.group}.`,
      "",
      ...tableWithMeans(
        "one class",
        narrow.map(({ measured, peaks }) => [
          nameOf(measured),
          { ...summary(peaks), ...extremes(peaks, "most"), ...aucs(peaks) },
        ]),
      ),
      "",
      ...tableWithMeans(
        "one mode of 30 %",
        dominated.map(({ measured, peaks }) => [nameOf(measured), { ...summary(peaks), ...extremes(peaks, "least") }]),
      ),
    ],
    means: {
      "one class: close": mean(narrow, ({ close }) => close),
      "its highest draw": extremes(all(narrow), "most")["most close"]!,
      "one class: near": mean(narrow, ({ near }) => near),
      "one class: part": mean(narrow, ({ part }) => part),
      "one mode: close": mean(dominated, ({ close }) => close),
      "one mode: near": mean(dominated, ({ near }) => near),
      "one mode: part": mean(dominated, ({ part }) => part),
      ...aucs(all(narrow)),
      "margin of part": extremes(all(dominated), "least")["least part"]! - extremes(all(narrow), "most")["most part"]!,
    },
  };
};

const peaksOf = (measured: MeasuredSet, { close, threshold, group }: Levels): Peak[] =>
  drawsOf(measured.set).map((members) => {
    const pairs = pairsAmong(measured, members);
    const [closePairs, related] = [shareFrom(pairs, close), shareFrom(pairs, group)];
    return { close: closePairs, near: shareFrom(pairs, threshold), part: related === 0 ? 0 : closePairs / related };
  });

const valuesOf = (peaks: readonly Peak[], figure: keyof Peak) => Float32Array.from(peaks, (peak) => peak[figure]);

const summary = (peaks: readonly Peak[]) => ({
  close: meanPeak(peaks, "close"),
  near: meanPeak(peaks, "near"),
  part: meanPeak(peaks, "part"),
});

const meanPeak = (peaks: readonly Peak[], figure: keyof Peak): number =>
  peaks.reduce((sum, peak) => sum + peak[figure], 0) / peaks.length;

/** The draw that is hardest to tell from the other kind: the highest of one class, the lowest of one mode. */
const extremes = (peaks: readonly Peak[], name: "most" | "least") => {
  const of = (figure: keyof Peak) => (name === "most" ? Math.max : Math.min)(...peaks.map((peak) => peak[figure]));
  return { [`${name} close`]: of("close"), [`${name} near`]: of("near"), [`${name} part`]: of("part") };
};
