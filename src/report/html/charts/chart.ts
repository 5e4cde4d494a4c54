/** How every chart is drawn: static SVG by Observable Plot when the report is made, coloured by the page's style. */
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";

export type PlotOptions = NonNullable<Parameters<typeof Plot.plot>[0]>;

/** From, to. */
export type Domain = [number, number];

/** The room a chart is drawn in; texts are of 12 pixels. */
export interface Frame {
  width: number;
  height: number;
  /** About how many ticks of the x axis there is room for. */
  ticks: number;
  marginTop: number;
  marginBottom: number;
  /** For the names of the lines. */
  marginRight: number;
}

export interface Chart {
  svg: string;
  /** Two values of the x axis, each with its place in percent of the width. */
  scale: [low: number, atLow: number, high: number, atHigh: number];
}

/** Of one chart: for most screens, and for those of phones. The style shows the one whose texts can be read. */
export interface Drawings {
  medium: Chart;
  small?: Chart;
}

const MEDIUM: Frame = { width: 600, height: 170, ticks: 8, marginTop: 22, marginBottom: 24, marginRight: 96 };
const SMALL: Frame = { width: 340, height: 174, ticks: 4, marginTop: 22, marginBottom: 24, marginRight: 88 };
/** Below, the y axis has half as many ticks. */
const LOW = 150;

/** With room for a label under the ticks of the x axis. */
export const LABELLED: Partial<Frame> = { marginBottom: 38 };

/** @param changes of both frames */
export const drawings = (drawIn: (frame: Frame) => Chart, changes: Partial<Frame> = {}): Drawings => ({
  medium: drawIn({ ...MEDIUM, ...changes }),
  small: drawIn({ ...SMALL, ...changes }),
});

/** @param frame its ticks are those of the x axis where the options have none */
export const draw = ({ ticks, ...size }: Frame, { x, y, ...options }: PlotOptions): Chart => {
  const { document } = parseHTML("<html><body></body></html>");
  const drawn = Plot.plot({
    ...size,
    marginLeft: 46,
    ...options,
    x: { ticks, tickSize: 0, ...x },
    y: { tickSize: 0, label: null, ticks: size.height < LOW ? 2 : 4, ...y },
    document: document as never,
  });
  const scale = drawn.scale("x");
  const [low = 0, high = 1] = [...(scale?.domain ?? [])].map(Number);
  const at = (value: number) => tenth((100 * Number(scale?.apply(value))) / size.width);
  return {
    svg: compact(drawn.outerHTML).replace(/ d="(M[^"]*)"/g, (_, path) => ` d="${relative(path)}"`),
    scale: [low, at(low), high, at(high)],
  };
};

/** A path of straight lines with steps in place of places, which takes a third less. */
const relative = (path: string): string => {
  let [x, y] = [0, 0];
  return path.replace(/([ML])(-?[\d.]+),(-?[\d.]+)/g, (_, command: string, toX: string, toY: string) => {
    const [dx, dy] = [tenth(Number(toX) - x), tenth(Number(toY) - y)];
    [x, y] = [Number(toX), Number(toY)];
    return command === "M" ? `M${x},${y}` : `l${dx}${dy < 0 ? "" : ","}${dy}`;
  });
};

const tenth = (value: number): number => Math.round(value * 10) / 10;

/** Without Plot's own style and labels (the figure has one), and to a tenth of a pixel. */
const compact = (svg: string): string =>
  svg
    .replace(/<style>[\s\S]*?<\/style>/g, "")
    .replace(/ aria-label="/g, ' data-mark="')
    .replace(/ (?:d|x|x1|x2|y|y1|y2|cx|cy|width|height|transform)="[^"]*"/g, (attribute) =>
      attribute.replace(/\d+\.\d+(?:e-?\d+)?/g, (value) => `${tenth(Number(value))}`),
    );
