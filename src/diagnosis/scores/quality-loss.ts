/** The log's own quality metric got much worse than it had been: what neither loss may show. */
import type { Finding, MetricSeries } from "../../analysis/analysis.ts";
import { least, quantile } from "../../kit/stats.ts";
import type { ScoreLog } from "../../scores/score-log.ts";
import type { Check } from "../check.ts";
import { finding, notApplicable, text } from "../finding-parts.ts";
import { FAILED_QUALITY_FACTOR, FEWEST_METRIC_VALUES, HOLDING_FID, LOST_QUALITY_FACTOR } from "./score-policy.ts";

const ID = "quality-loss";
const WHY =
  "A Frechet distance that has doubled means that quality or diversity has gone, whatever the losses say: in 4 of 14 public collapses both losses stayed flat.";

export const qualityLoss: Check = {
  id: ID,
  run({ scores }): Finding {
    const fid = followedFid(scores);
    if (!fid)
      return notApplicable(
        ID,
        "No quality metric was followed",
        WHY,
        `No log with ${FEWEST_METRIC_VALUES} values of FID or more was given.`,
      );
    const { best, bestStep, last, lostSince } = courseOf(fid);
    const label = `${fid.stepName} ${lostSince}`;
    return finding({
      id: ID,
      status: lostSince === null ? "pass" : last >= FAILED_QUALITY_FACTOR * best ? "fail" : "warn",
      title:
        lostSince === null
          ? "The logged FID holds"
          : `The logged FID is ${(last / best).toFixed(1)} times its best and has not come back`,
      why: WHY,
      value: last / best,
      unit: "times its best",
      threshold: LOST_QUALITY_FACTOR,
      basis: `Median of the last three values against the best; lost from a factor of ${LOST_QUALITY_FACTOR} on, failed from ${FAILED_QUALITY_FACTOR} on, kept to the end.`,
      onset: lostSince === null ? null : { step: lostSince, label, axis: "scores" },
      recovered: lostSince === null ? null : false,
      evidence: [text(`FID ${best.toFixed(1)} at ${fid.stepName} ${bestStep}, ${last.toFixed(1)} at the end.`)],
      advice:
        lostSince === null
          ? []
          : [
              `Use the weights of ${fid.stepName} ${bestStep}.`,
              "Look at the pictures since then: a doubled FID is often a collapse.",
            ],
    });
  },
};

const followedFid = (scores: ScoreLog | null): MetricSeries | undefined =>
  scores?.metrics.find(
    ({ name, values }) => name === "FID" && values.filter(isMeasured).length >= FEWEST_METRIC_VALUES,
  );

/** A distance of exactly 0 was computed on nothing. */
const isMeasured = (value: number): boolean => value > 0;

/** A FID at or near a best that is worth something: better evidence than any loss. */
export const fidHolds = (scores: ScoreLog | null): boolean => {
  const fid = followedFid(scores);
  if (!fid) return false;
  const { best, last } = courseOf(fid);
  const isWorthIt = last <= HOLDING_FID.fellTo * fid.values[0]! || last <= HOLDING_FID.orUnder;
  return last <= HOLDING_FID.factor * best && isWorthIt;
};

const courseOf = ({ steps, values }: MetricSeries) => {
  const best = least(values.filter(isMeasured));
  const limit = LOST_QUALITY_FACTOR * best;
  // One bad value decides nothing; where it still falls, the last one counts.
  const last = Math.min(quantile(values.slice(-3), 0.5), values.at(-1)!);
  const lastGood = values.findLastIndex((value) => value < limit);
  const lost = last >= limit && lastGood < values.length - 1;
  return { best, bestStep: steps[values.indexOf(best)]!, last, lostSince: lost ? steps[lastGood + 1]! : null };
};
