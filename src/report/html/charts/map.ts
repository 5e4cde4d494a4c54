/** The map of the embeddings as dots. */
import * as Plot from "@observablehq/plot";
import type { Checkpoint } from "../../../analysis/analysis.ts";
import { type Chart, draw } from "./chart.ts";

/** The page's script draws all. */
const MOST_EARLIER = 20;

/** Square: both axes have one scale. */
const SIDE = 520;

export const drawMap = (checkpoints: readonly Checkpoint[]): Chart => {
  const last = checkpoints.at(-1)!;
  const largest = new Set(last.groups[0]?.members);
  const dots = checkpoints.flatMap((checkpoint) =>
    (checkpoint.map?.members ?? []).slice(0, checkpoint === last ? undefined : MOST_EARLIER).map((member, index) => ({
      x: checkpoint.map!.x[index]!,
      y: checkpoint.map!.y[index]!,
      kind: checkpoint !== last ? "earlier" : largest.has(member) ? "largest" : "single",
    })),
  );
  const of = (kind: string, className: string) =>
    Plot.dot(
      dots.filter((dot) => dot.kind === kind),
      { x: "x", y: "y", r: 2.5, className },
    );
  const margins = { marginRight: 8, marginTop: 8, marginBottom: 8 };
  return draw(
    { width: SIDE, height: SIDE, ticks: 0, ...margins },
    {
      marginLeft: 8,
      x: { axis: null, domain: [0, 1] },
      y: { axis: null, domain: [0, 1] },
      marks: [of("earlier", "dots-earlier"), of("single", "dots-a"), of("largest", "dots-b")],
    },
  );
};
