/** Every chart of a result as SVG and PNG, with what they show in words. */
import { join } from "node:path";
import type { Result } from "../../report/runs.ts";
import { counted, plain } from "../../report/words.ts";
import type { Outputs } from "../output/outputs.ts";
import { runFolders } from "./run-folders.ts";

export const CAPTIONS = "captions.md";

/** @returns when all are written, or one could not be, which was said */
export const writeCharts = async (folder: string, result: Result, outputs: Outputs): Promise<void> => {
  const [{ captionItem, chartsOf }, { rasterize }] = await Promise.all([
    import("../../report/charts/charts-of.ts"),
    import("../../run/exports/chart-pictures.ts"),
  ]);
  const captions: string[] = [];
  for (const [run, own] of await runFolders(result)) {
    for (const chart of chartsOf(run)) {
      const file = join(own, chart.name);
      captions.push(captionItem(file, chart));
      const { svg } = chart;
      for (const [ending, content] of [
        ["svg", svg],
        ["png", await rasterize(svg)],
      ] as const)
        if (!(await outputs.write({ flag: "--charts", given: join(folder, `${file}.${ending}`) }, content))) return;
    }
  }
  if (await outputs.write({ flag: "--charts", given: join(folder, CAPTIONS) }, `${captions.join("\n")}\n`))
    process.stderr.write(`Charts: ${counted(captions.length, "chart")} in ${plain(folder)}\n`);
};
