import type { Analysis, Finding } from "../../src/analysis/analysis.ts";
import { SCHEMA_VERSION } from "../../src/analysis/schema-version.ts";
import { runChecks } from "../../src/diagnosis/checks.ts";
import { judge } from "../../src/diagnosis/verdict.ts";
import { checkpointWith } from "./checkpoints.ts";

/** A red pixel. */
export const PIXEL =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

export const HOSTILE = `</script><img src=x onerror=alert(1)>"'&\u001b[31m\u202e`;

const group = (members: string[]) => ({
  id: "abcdef012345",
  size: members.length,
  share: members.length / 64,
  members,
  medoid: members[0]!,
  farthestPair: [members[0]!, members[1]!] as [string, string],
  minSimilarity: 0.71,
  meanSimilarity: 0.83,
});

/** A run that collapses at epoch 2, with a file whose name is an attack. */
export const collapsedAnalysis = (name = "epoch_2.png#0,0"): Analysis => {
  const collapsed = {
    ...checkpointWith(2, { repeats: 0.81, repeatsLow: 0.7, dominant: 0.9 }),
    label: name,
    groups: [group([name, "epoch_2.png#0,1", "epoch_2.png#0,2"])],
  };
  const checkpoints = [checkpointWith(1), collapsed];
  const findings: Finding[] = runChecks({ checkpoints, pictures: "collapsed", transitions: [], scores: null });
  return {
    schemaVersion: SCHEMA_VERSION,
    tool: { name: "gan-diversity", version: "0.0.0" },
    createdAt: "2026-01-02T03:04:05.000Z",
    settings: { inputs: [name], scores: "log.csv", grid: null, device: "auto", failOn: "fail" },
    embedder: { id: "test-embedder", dimension: 8 },
    backend: { name: "Test runtime", device: "CPU" },
    threshold: { value: 0.68, groups: 0.36, basis: "made in the test" },
    checkpoints,
    transitions: [],
    scores: {
      source: "log.csv",
      format: "CSV",
      rows: 4,
      stepName: "step",
      steps: [0, 10, 20, 30],
      series: [
        {
          name: "scoreGenerator",
          basis: "exact",
          columns: ["g"],
          values: [0.4, 0.2, 0.02, 0.01],
          range: { low: 0.01, high: 0.4, broken: 0 },
        },
        {
          name: "scoreDiscriminator",
          basis: "loss-bound",
          columns: ["d"],
          values: [0.6, null, 0.98, 0.99],
          range: { low: 0.6, high: 0.99, broken: 0 },
        },
      ],
      stretches: [{ state: "discriminator-dominates", from: 20, to: 30, recovered: false }],
      extent: { from: 0, to: 30 },
      loss: { kind: "bce", why: "made in the test" },
      sources: [{ path: "log.csv", format: "CSV", lines: { read: 4, refused: 0, other: 1 } }],
      refusals: [],
      signatures: [],
      metrics: [],
    },
    findings,
    verdict: judge(findings, checkpoints, { pictures: "collapsed", scores: "discriminator-dominates" }, "fail"),
    skipped: [{ path: name, reason: `can not be decoded: ${name}` }],
    warnings: [`odd: ${name}`],
    timings: [{ stage: "embed", milliseconds: 12 }],
  };
};
