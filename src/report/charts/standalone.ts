/** A chart as a file of its own: what the page's style gives it is written into its elements, for programs that know no style sheets. */
import { parseHTML } from "linkedom";
import type { Chart } from "../html/charts/chart.ts";
import { escapeHtml } from "../html/escape.ts";

/** Those of the page's light style; a test holds them together. */
export const COLOURS = {
  ink: "#1b1d21",
  card: "#fff",
  quiet: "#59606b",
  line: "#e1e3e7",
  fail: "#b3261e",
  pass: "#1b6e3c",
  blue: "#2460c8",
  orange: "#b64a06",
  green: "#1b7f5c",
} as const;

/** Fonts that papers are made with first, then whatever is there. */
const FONTS = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif";

type Attributes = Record<string, string>;

const stroked = (stroke: string): Attributes => ({ stroke, "stroke-width": "2" });
const filled = (fill: string, opacity: number): Attributes => ({ fill, "fill-opacity": `${opacity}`, stroke: "none" });

/** In this order; the last that fits an element counts. */
const STYLES: readonly (readonly [selector: string, attributes: Attributes])[] = [
  ['[data-mark="y-grid"] line, [data-mark="y-grid"] path', { stroke: COLOURS.line, "stroke-opacity": "1" }],
  [".line-a path", stroked(COLOURS.blue)],
  [".line-b path", stroked(COLOURS.orange)],
  [".line-c path", stroked(COLOURS.green)],
  [".dashed path", { "stroke-dasharray": "5 4" }],
  [".band-a path", filled(COLOURS.blue, 0.14)],
  [".band-c path", filled(COLOURS.green, 0.14)],
  [".dot-a circle", { stroke: COLOURS.blue, fill: COLOURS.card }],
  [".dot-c circle", { stroke: COLOURS.green, fill: COLOURS.card }],
  [".dots-a circle", filled(COLOURS.blue, 1)],
  [".dots-b circle", filled(COLOURS.orange, 1)],
  [".dots-earlier circle", filled(COLOURS.quiet, 0.3)],
  [".name-a, .name-a text", filled(COLOURS.blue, 1)],
  [".name-b, .name-b text", filled(COLOURS.orange, 1)],
  [".name-c, .name-c text", filled(COLOURS.green, 1)],
  [".bars rect", filled(COLOURS.blue, 0.55)],
  [".stretch rect", filled(COLOURS.fail, 0.11)],
  [".ideal line", { stroke: COLOURS.quiet, "stroke-dasharray": "4 4" }],
  [".onset line", stroked(COLOURS.fail)],
  [".recovery line", stroked(COLOURS.pass)],
  [".mark, .mark text", { fill: COLOURS.fail, stroke: "none", "font-weight": "600" }],
];

export const standalone = ({ svg }: Chart, title: string, caption: string): string => {
  const { document } = parseHTML(`<html><body>${svg}</body></html>`);
  const root = document.querySelector("svg")!;
  const set = (element: typeof root, attributes: Attributes) => {
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  };
  for (const [selector, attributes] of STYLES)
    for (const element of root.querySelectorAll(selector)) set(element, attributes);
  for (const element of [root, ...root.querySelectorAll("*")]) {
    for (const name of ["class", "data-mark"]) element.removeAttribute(name);
    for (const name of ["fill", "stroke"])
      if (element.getAttribute(name) === "currentColor") element.setAttribute(name, COLOURS.ink);
  }
  set(root, { xmlns: "http://www.w3.org/2000/svg", fill: COLOURS.ink, "font-family": FONTS, "font-size": "12" });
  const words = `<title>${escapeHtml(title)}</title><desc>${escapeHtml(caption)}</desc>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root.outerHTML.replace(/^<svg[^>]*>/, (start: string) => `${start}${words}`)}\n`;
};
