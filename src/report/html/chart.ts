/** How every chart is drawn: static SVG by Observable Plot when the report is made, coloured by the page's style. */
import { escapeHtml } from "./escape.ts";

export type Plot = typeof import("@observablehq/plot");
export type PlotOptions = NonNullable<Parameters<Plot["plot"]>[0]>;

export interface Chart {
  svg: string;
  /** Pixels of the SVG's own coordinates at a value of the x axis. */
  x: (value: number) => number;
}

export interface Pen {
  Plot: Plot;
  draw: (options: PlotOptions) => Chart;
}

const CHART_WIDTH = 760;
const SIZE = { width: CHART_WIDTH, height: 190, marginLeft: 46, marginRight: 16, marginTop: 22, marginBottom: 34 };

/** Loaded only for reports that have a chart. */
export const takePen = async (): Promise<Pen> => {
  const [Plot, { parseHTML }] = await Promise.all([import("@observablehq/plot"), import("linkedom")]);
  return {
    Plot,
    draw: (options) => {
      const { document } = parseHTML("<html><body></body></html>");
      const figure = Plot.plot({ ...SIZE, ...options, document: document as never });
      const scale = figure.scale("x");
      return {
        svg: compact(figure.outerHTML),
        x: (value) => Number(scale?.apply(value)),
      };
    },
  };
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

/**
 * @param caption what the marks mean, as text
 * @param data attributes for the page's script, as JSON
 */
export const figure = ({ svg }: Chart, title: string, caption: string, data: Record<string, unknown> = {}): string => {
  const attributes = Object.entries(data)
    .map(([name, value]) => ` data-${name}="${escapeHtml(JSON.stringify(value))}"`)
    .join("");
  return `<figure class="chart"${attributes}><figcaption><strong>${escapeHtml(title)}</strong> <span class="quiet">${escapeHtml(caption)}</span></figcaption><div class="plot" role="img" aria-label="${escapeHtml(`${title} ${caption}`)}">${svg}</div></figure>`;
};
