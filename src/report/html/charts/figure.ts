/** A chart as a part of the page: its words, its drawings, and the values that the page's script shows under a pointer. */
import { escapeHtml } from "../escape.ts";
import type { Chart, Drawings } from "./chart.ts";

/** What a chart holds at each place of its x axis, for the page's script. */
export interface Readings {
  /** Charts of one axis move together. */
  axis: string;
  /** Values of the x axis, ascending. */
  at: readonly number[];
  /** What each place is called, or what the axis counts. */
  names: readonly string[] | string;
  /** "" and null where nothing was measured. */
  lines: readonly { name: string; values: readonly (string | number | null)[] }[];
}

/** A chart with what it shows in words. */
export interface TitledChart {
  /** What the chart is called in addresses and file names, unique in an analysis. */
  id: string;
  chart: Drawings;
  title: string;
  /** What the marks mean, as text. */
  caption: string;
  readings?: Readings;
  /** Of the figure, for the page's script. */
  className?: string;
}

/** @param label escaped already */
const plots = ({ medium, small }: Drawings, label: string): string =>
  `<div class="plots">${plot(medium, small ? "plot medium" : "plot", label)}${small ? plot(small, "plot small", label) : ""}</div>`;

export const figure = ({ chart, title, caption, readings, className }: Omit<TitledChart, "id">): string => {
  const data = readings ? ` data-readings="${escapeHtml(JSON.stringify(readings))}"` : "";
  return `<figure class="chart${className ? ` ${className}` : ""}"${data}><figcaption><strong>${escapeHtml(title)}</strong> <span class="quiet">${escapeHtml(caption)}</span></figcaption>${plots(chart, escapeHtml(title))}</figure>`;
};

const plot = ({ svg, scale }: Chart, className: string, label: string): string =>
  `<div class="${className}" role="img" aria-label="${label}" data-scale="${scale.join(" ")}">${svg}</div>`;
