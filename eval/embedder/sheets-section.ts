/** Real sample sheets: do collapsed ones stand out from diverse ones, and pairs of one mode inside a sheet? */
import { meansBy } from "./by-label.ts";
import type { Levels } from "./levels.ts";
import { pairScores } from "./pair-scores.ts";
import { meanSimilarity, pairsAmong, shareFrom } from "./pair-shares.ts";
import type { Judge } from "./section.ts";
import { type MeasuredSet, scorePairs } from "./set-scores.ts";
import { type Figure, meanOf, tableOf, tableWithMeans } from "./table.ts";

const FULL = "FULL COLLAPSE";
const PARTIAL = "PARTIAL COLLAPSE";
const DIVERSE = "diverse";

export const judgeSheets: Judge = async (sets, { levels }) => {
  const sheets = sets.map((measured) => ({ measured, ...levelsOf(measured, levels) }));
  const figuresOf = (verdict: string, figure: "level" | "share") =>
    Float32Array.from(sheets.flatMap((sheet) => (sheet.measured.set.kind === verdict ? sheet[figure] : [])));
  const auc = (verdict: string, figure: "level" | "share"): Figure =>
    pairScores(figuresOf(verdict, figure), figuresOf(DIVERSE, figure))?.auc ?? null;
  const labelled = sheets.filter(({ measured }) => measured.pairs.same.length > 0);
  const ofModes = labelled.map(({ measured }) => [titleOf(measured), modesOf(measured, levels)] as const);
  const entry = ({ level, share, near }: (typeof sheets)[0]) => ({
    LEVEL: level,
    [`pairs >= ${levels.level}`]: share,
    [`pairs >= ${levels.threshold}`]: near,
  });
  const byVerdict = meansBy(sheets.map((sheet) => [sheet.measured.set.kind, entry(sheet)] as const));
  const aucs = {
    "full: AUC of LEVEL": auc(FULL, "level"),
    "full: AUC of share": auc(FULL, "share"),
    // Where all are in order: how far the lowest collapsed sheet lies above the highest diverse one.
    "full: margin of LEVEL": Math.min(...figuresOf(FULL, "level")) - Math.max(...figuresOf(DIVERSE, "level")),
    "partial: AUC of LEVEL": auc(PARTIAL, "level"),
    "partial: AUC of share": auc(PARTIAL, "share"),
  };
  const sorted = sheets.toSorted((a, b) => b.level - a.level);
  return {
    lines: [
      ...tableOf("verdict", byVerdict),
      "",
      ...tableOf("against diverse", [["all", aucs]]),
      "",
      ...tableWithMeans("sheet with modes named by eye", ofModes),
      "",
      ...tableOf(
        "sheet",
        sorted.map((sheet) => [`${titleOf(sheet.measured)} (${sheet.measured.set.kind})`, entry(sheet)] as const),
      ),
    ],
    means: {
      ...aucs,
      "pair AP": meanOf(ofModes.map(([, { AP }]) => AP)),
      "pairs of one mode found": meanOf(ofModes.map(([, { found }]) => found)),
    },
  };
};

const titleOf = ({ set }: MeasuredSet): string => set.name.slice(set.name.indexOf("/") + 1);

/** LEVEL: mean similarity of all pairs. */
const levelsOf = (measured: MeasuredSet, { level, threshold }: Levels) => {
  const pairs = pairsAmong(measured);
  return { level: meanSimilarity(pairs), share: shareFrom(pairs, level), near: shareFrom(pairs, threshold) };
};

/** Pairs of one mode against pairs of two; of a sheet with one mode alone only how many are found. */
const modesOf = ({ pairs }: MeasuredSet, { threshold }: Levels) => {
  const { averagePrecision, bestF1, f1, falsePairShare } = scorePairs(pairs, threshold);
  return {
    AP: averagePrecision,
    "F1 own t": bestF1,
    "F1 one t": f1,
    found: shareFrom(pairs.same, threshold),
    "false pairs": pairs.different.length === 0 ? null : falsePairShare,
  };
};
