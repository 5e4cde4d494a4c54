/** Every metric within each class of a conditional generator, worst class first. */
import type { ClassResult } from "../analysis/analysis.ts";
import { groupedBy } from "../kit/grouped-by.ts";
import { SMALLEST_SET } from "../metrics/measure.ts";
import type { EmbeddedMember } from "./gathered-images.ts";
import type { Lab } from "./lab.ts";
import { measureSet } from "./measure-set.ts";
import { compareWithReference } from "./reference/compare.ts";
import type { OpenedReference } from "./reference/open-reference.ts";

/**
 * @param images sorted by content
 * @param classes one per image, null for images without a class, which are left out
 * @param given.threshold near-duplicate similarity
 */
export const measureClasses = async (
  images: readonly EmbeddedMember[],
  classes: readonly (string | null)[],
  { threshold, reference }: { threshold: number; reference: OpenedReference | null },
  lab: Lab,
): Promise<ClassResult[]> => {
  const results: ClassResult[] = [];
  for (const [name, own] of groupedBy(images, (_, index) => classes[index]!)) {
    if (name === null) continue;
    const real = (await reference?.ofClass(name)) ?? null;
    const { rows, members, metrics, pairs } = await measureSet(own, threshold, lab);
    const comparison = real && {
      reference: await lab.stages.run("reference", () =>
        compareWithReference({ rows, names: members, degrees: pairs.degrees }, real, threshold, lab.backend),
      ),
    };
    const reason =
      own.length < SMALLEST_SET && `has ${own.length} of the ${SMALLEST_SET} images that a measurement takes`;
    results.push({ name, images: own.length, metrics, ...comparison, ...(reason ? { reason } : {}) });
  }
  return results.sort(worstFirst);
};

/** Compared with real images of the class by the ratio of modes; else by pairs alike, then by diversity index. */
const worstFirst = (a: ClassResult, b: ClassResult): number => {
  const measured = (result: ClassResult) => (result.reason === undefined ? 0 : 1);
  const ratio = (result: ClassResult) => result.reference?.diversityRatio?.value ?? Number.POSITIVE_INFINITY;
  const differ = (x: number, y: number) => (x === y ? 0 : x < y ? -1 : 1);
  return (
    measured(a) - measured(b) ||
    differ(ratio(a), ratio(b)) ||
    differ(b.metrics.duplicatePairShare.value, a.metrics.duplicatePairShare.value) ||
    differ(a.metrics.diversityIndex.value, b.metrics.diversityIndex.value) ||
    (a.name < b.name ? -1 : 1)
  );
};
