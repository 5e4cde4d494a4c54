/** How every chart is drawn: static SVG by Observable Plot when the report is made, coloured by the page's style. */
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { escapeHtml } from "../escape.ts";

export type PlotOptions = NonNullable<Parameters<typeof Plot.plot>[0]>;

/** From, to. */
export type Domain = [number, number];

export interface Chart {
  svg: string;
  /** Pixels of the SVG's own coordinates at a value of the x axis. */
  x: (value: number) => number;
}

const SIZE = { width: 760, height: 190, marginLeft: 46, marginRight: 16, marginTop: 22, marginBottom: 34 };

export const draw = (options: PlotOptions): Chart => {
  const { document } = parseHTML("<html><body></body></html>");
  const drawn = Plot.plot({ ...SIZE, ...options, document: document as never });
  const scale = drawn.scale("x");
  return { svg: compact(drawn.outerHTML), x: (value) => Number(scale?.apply(value)) };
};

/** Where values of the x axis lie in the SVG, for the page's script. */
export const places = ({ x }: Chart, values: readonly number[]): number[] =>
  values.map((value) => Math.round(x(value) * 10) / 10);

/** Without Plot's own style and labels (the figure has one), and to a tenth of a pixel. */
const compact = (svg: string): string =>
  svg
    .replace(/<style>[\s\S]*?<\/style>/g, "")
    .replace(/ aria-label="/g, ' data-mark="')
    .replace(/ (?:d|x|x1|x2|y|y1|y2|cx|cy|width|height|transform)="[^"]*"/g, (attribute) =>
      attribute.replace(/\d+\.\d+(?:e-?\d+)?/g, (value) => `${Math.round(Number(value) * 10) / 10}`),
    );

/** A chart with what it shows in words. */
export interface TitledChart {
  /** What the chart is called in addresses and file names, unique in an analysis. */
  id: string;
  chart: Chart;
  title: string;
  /** What the marks mean, as text. */
  caption: string;
  /** Attributes for the page's script, as JSON. */
  data?: Record<string, unknown>;
}

export const figure = ({ chart: { svg }, title, caption, data = {} }: Omit<TitledChart, "id">): string => {
  const attributes = Object.entries(data)
    .map(([name, value]) => ` data-${name}="${escapeHtml(JSON.stringify(value))}"`)
    .join("");
  return `<figure class="chart"${attributes}><figcaption><strong>${escapeHtml(title)}</strong> <span class="quiet">${escapeHtml(caption)}</span></figcaption><div class="plot" role="img" aria-label="${escapeHtml(`${title} ${caption}`)}">${svg}</div></figure>`;
};
