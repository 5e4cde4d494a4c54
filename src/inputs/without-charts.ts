/** Leaves out charts by their look: a figure saved beside the samples has their size, and any name. */
import { groupedBy } from "../kit/grouped-by.ts";
import { isChart } from "../pixels/is-chart.ts";
import { lookOnce } from "../pixels/picture.ts";
import { readPicture } from "../pixels/read-picture.ts";
import type { SampleFile } from "./checkpoints.ts";
import { leaveOutUnlessExplicit, type Noted } from "./explicit-files.ts";

const CHART_BY_LOOK = "a chart by its look, no samples";

/** Sides of a chart, pixels. Larger pictures are packed sheets, and slow to read. */
const SMALLEST = 150;
const MOST_PIXELS = 2 ** 23;
/** Groups of pictures that differ in numbers only; the first and the last of each are looked at before the others. */
const MOST_GROUPS = 64;

/**
 * Nothing is left out where it would be most of the pictures: then they are what is to be judged, whatever stands around them.
 * @param files whose sizes are known
 */
export const withoutCharts = async (files: readonly SampleFile[]): Promise<Noted<SampleFile>> => {
  const large = files.filter(
    ({ width, height }) => Math.min(width, height) >= SMALLEST && width * height <= MOST_PIXELS,
  );
  const groups = groupedBy(large, ({ path, width, height }) => `${path.replace(/\d+/g, "#")} ${width}x${height}`);
  const charts = new Set<SampleFile>();
  for (const group of [...groups.values()].slice(0, MOST_GROUPS)) {
    const probes = [...new Set([group[0]!, group.at(-1)!])];
    if (!(await someCharts(probes, charts))) continue;
    await someCharts(
      group.filter((file) => !probes.includes(file)),
      charts,
    );
  }
  const areMost = charts.size * 3 > files.length * 2;
  return leaveOutUnlessExplicit(files, (file) =>
    charts.has(file) && (!areMost || file.isExplicit) ? CHART_BY_LOOK : null,
  );
};

/** Adds what is a chart; a picture that can not be read says so when it is measured. */
const someCharts = async (files: readonly SampleFile[], charts: Set<SampleFile>): Promise<boolean> => {
  const before = charts.size;
  for (const file of files) {
    const look = async () => isChart(await readPicture(file.source));
    if (await lookOnce(file.source, "chart", look).catch(() => false)) charts.add(file);
  }
  return charts.size > before;
};
