/** Every chart of the report, for papers and slides. */
import type { Analysis } from "../../analysis/analysis.ts";
import { runCharts } from "../html/charts/course.ts";
import type { TitledChart } from "../html/charts/figure.ts";
import { rarefactionCharts } from "../html/sections/diversity.ts";
import { mapCharts } from "../html/sections/map.ts";
import { nearestCharts } from "../html/sections/reference.ts";
import { thresholdCharts } from "../html/sections/threshold.ts";
import { code, escapeMarkdown } from "../markdown/escape-markdown.ts";
import { plain } from "../words.ts";
import { standalone } from "./standalone.ts";

export interface ChartFile {
  /** Name of the file without its ending, unique in an analysis and safe on every system. */
  name: string;
  title: string;
  caption: string;
  /** A whole file. */
  svg: string;
}

export const chartsOf = (analysis: Analysis): ChartFile[] => {
  const last = analysis.checkpoints.at(-1);
  const compared = analysis.checkpoints.findLast(({ reference }) => reference)?.reference;
  const charts: TitledChart[] = [
    ...runCharts(analysis),
    ...thresholdCharts(analysis),
    ...mapCharts(analysis.checkpoints),
    ...(compared ? nearestCharts(compared, analysis.threshold?.value ?? null) : []),
    ...(last ? rarefactionCharts(last) : []),
  ];
  return charts.map(({ id, chart, title, caption }) => ({
    ...{ name: id, title: plain(title), caption: plain(caption) },
    svg: standalone(chart.medium, title, caption),
  }));
};

/** An item of a list in Markdown. @param file without its ending */
export const captionItem = (file: string, { title, caption }: ChartFile): string =>
  `* ${code(file)}: **${escapeMarkdown(title)}** ${escapeMarkdown(caption)}`;
