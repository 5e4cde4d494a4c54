/** Quality metrics that logs carry beside the losses (FID, Inception score ...): evidence of its own, never a score. */
import type { MetricSeries } from "../../analysis/analysis.ts";
import { groupedBy } from "../../kit/grouped-by.ts";

/** A Frechet distance can not be negative; above this it was computed on broken statistics. */
const LARGEST_FID = 1e4;

/** Names as logs spell them, compared in lower case and without punctuation. */
const KNOWN: readonly [pattern: RegExp, name: string][] = [
  [/^(?:metrics\/?)?(?:best_)?fid(?:score)?$|(?:^|[/_ ])fid(?:\d+k?)?(?:_?full)?$/i, "FID"],
  [/^(?:metrics\/?)?kid\d*k?(?:_?full)?$/i, "KID"],
  [/^is_mean$|^inception[ _]?score$|^metrics\/is\d+k?(?:_?full)?_mean$/i, "IS"],
  [/^(?:progress\/)?augment$|^ada_p$|^aa_p$/i, "augmentation probability"],
  [/^loss\/signs\/real$|^dis_sign_real$|^rt$/i, "mean sign of D(real)"],
  [/^traing?\/overflow_frequency$|^train[gd]\/overflow_frequency$/i, "overflow frequency"],
];

/** What a column measures; null when it is no known metric. */
export const metricName = (column: string): string | null => {
  if (/^best/i.test(column)) return null;
  return KNOWN.find(([pattern]) => pattern.test(column))?.[1] ?? null;
};

/** Whether a value can be what it is said to be. */
const isPossible = (name: string, value: number): boolean =>
  name === "FID" || name === "KID"
    ? value >= (name === "FID" ? 0 : -1) && value <= LARGEST_FID
    : Number.isFinite(value);

export class MetricCollector {
  readonly #series = new Map<string, Map<number, number>>();
  readonly #ignored = new Map<string, number>();
  readonly #stepName: string;

  constructor(stepName: string) {
    this.#stepName = stepName;
  }

  /** The last value of a step counts. */
  add(name: string, step: number, value: number): void {
    if (!isPossible(name, value)) {
      this.#ignored.set(name, (this.#ignored.get(name) ?? 0) + 1);
      return;
    }
    const known = this.#series.get(name) ?? new Map<number, number>();
    known.set(step, value);
    this.#series.set(name, known);
  }

  /** In step order. */
  series(): MetricSeries[] {
    return [...new Set([...this.#series.keys(), ...this.#ignored.keys()])].map((name) => {
      const points = [...(this.#series.get(name) ?? [])].sort(([a], [b]) => a - b);
      return {
        name,
        stepName: this.#stepName,
        steps: points.map(([step]) => step),
        values: points.map(([, value]) => value),
        ignored: this.#ignored.get(name) ?? 0,
      };
    });
  }
}

/** One series per name and count; of a step that several logs measured, the last value counts. */
export const joinMetrics = (all: readonly MetricSeries[]): MetricSeries[] => {
  const groups = groupedBy(all, ({ name, stepName }) => JSON.stringify([name, stepName]));
  return [...groups.values()].map((group) => {
    const points = new Map(
      group.flatMap(({ steps, values }) => steps.map((step, index) => [step, values[index]!] as const)),
    );
    const steps = [...points.keys()].sort((a, b) => a - b);
    return {
      ...group[0]!,
      steps,
      values: steps.map((step) => points.get(step)!),
      ignored: group.reduce((sum, { ignored }) => sum + ignored, 0),
    };
  });
};
