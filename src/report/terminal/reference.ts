/** The comparison with real images and the classes, in a few lines of the terminal report. */
import type { Analysis, Checkpoint, ClassResult } from "../../analysis/analysis.ts";
import { counted, estimate, number, plain, share } from "../words.ts";

const MOST_CLASSES = 8;
const CALIBRATED = ["precision", "recall", "density", "coverage"] as const;
const BRIEF = ["recall", "coverage"] as const;

/** Of the last checkpoint that was compared; empty without a reference. */
export const referenceLines = (analysis: Analysis): string[] => {
  const { reference: real, threshold } = analysis;
  const compared = analysis.checkpoints.findLast(({ reference }) => reference !== undefined);
  const comparison = compared?.reference;
  if (!real || !compared || !comparison) return [];
  const { duplicates, distinctModes, diversityRatio, notComputed } = comparison;
  const calibrated = threshold?.calibration?.kind === "reference" ? threshold.calibration.sentence : null;
  return [
    `${compared.label} against ${real.images} real images (${real.source})`,
    ...(calibrated ? [calibrated] : []),
    ...(duplicates
      ? [`near-duplicates: samples ${share(duplicates.samples)}, real images ${share(duplicates.reference)}`]
      : []),
    ...(distinctModes ? [`distinct modes beyond the real images' own look-alikes: ${estimate(distinctModes)}`] : []),
    ...(diversityRatio ? [`diversity index / that of the real images: ${estimate(diversityRatio)}`] : []),
    ...CALIBRATED.flatMap((name) => {
      const value = comparison[name];
      return value ? [`${name} ${estimate(value)}, expected ${number(value.expected)}`] : [];
    }),
    ...notComputed.map(({ metric, reason }) => `${metric}: not computed, ${reason}`),
  ].map(plain);
};

/** The same in a sentence, with what a perfect generator would read in brackets. */
export const briefReference = ({ reference: real, checkpoints }: Analysis): string[] => {
  const comparison = checkpoints.findLast(({ reference }) => reference !== undefined)?.reference;
  const figures = BRIEF.flatMap((name) => {
    const value = comparison?.[name];
    return value ? [{ name, value: number(value.value), expected: number(value.expected) }] : [];
  });
  const texts = figures.map(
    ({ name, value, expected }, index) => `${name} ${value} (${index === 0 ? "perfect: " : ""}${expected})`,
  );
  return real && texts.length > 0 ? [`Against ${counted(real.images, "real image")}: ${texts.join(", ")}`] : [];
};

/** Classes of the last checkpoint that has some, worst first. */
export const classLines = (checkpoints: readonly Checkpoint[]): string[] => {
  const classes = checkpoints.findLast((checkpoint) => checkpoint.classes !== undefined)?.classes ?? [];
  const text = ({ name, images, metrics, reference, reason }: ClassResult) =>
    reason === undefined
      ? `class ${name}: ${images} images, ${share(metrics.duplicatePairShare.value)} alike pairs, ${estimate(reference?.distinctModes ?? metrics.distinctModes)} distinct modes${
          reference?.diversityRatio
            ? `, ${estimate(reference.diversityRatio)} times the diversity index of the real images`
            : ""
        }`
      : `class ${name}: not measured, ${reason}`;
  return [
    ...classes.slice(0, MOST_CLASSES).map(text),
    ...(classes.length > MOST_CLASSES
      ? [`... and ${classes.length - MOST_CLASSES} more classes; --json lists all`]
      : []),
  ].map(plain);
};
