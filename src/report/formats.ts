/** Every form in which an Analysis is put out. A new one is a folder or a file of its own, and an entry here. */
import type { Analysis } from "../analysis/analysis.ts";
import type { HtmlOptions, PageFiles } from "./html/html.ts";
import type { TerminalStyle } from "./terminal/terminal.ts";

/** Every format takes of these what it needs. */
export interface RenderOptions extends HtmlOptions, TerminalStyle {
  page: () => PageFiles;
}

interface Format {
  /** Of its files, with the dot. */
  ending: string;
  /** The same text for the same Analysis and options; its code is loaded when it is first asked for. */
  render: (analysis: Analysis, options: RenderOptions) => Promise<string>;
}

export type FormatName = "html" | "json" | "terminal";

export const FORMATS: Record<FormatName, Format> = {
  html: {
    ending: ".html",
    render: async (analysis, options) => (await import("./html/html.ts")).renderHtml(analysis, options.page(), options),
  },
  json: {
    ending: ".json",
    render: async (analysis) => (await import("./json/json.ts")).renderJson(analysis),
  },
  terminal: {
    ending: ".txt",
    render: async (analysis, style) => (await import("./terminal/terminal.ts")).renderTerminal(analysis, style),
  },
};
