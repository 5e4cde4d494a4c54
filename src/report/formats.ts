/** Every form in which what a check gives is put out, one run or several. A new one is a folder or a file of its own, and an entry here. */
import type { PageFiles } from "./html/document.ts";
import type { HtmlOptions } from "./html/html.ts";
import type { Result } from "./runs.ts";
import type { TerminalStyle } from "./terminal/terminal.ts";

/** Every format takes of these what it needs. */
export interface RenderOptions extends HtmlOptions, TerminalStyle {
  page: () => PageFiles;
}

interface Format {
  /** Of its files, with the dot. */
  ending: string;
  /** The same text for the same result and options; its code is loaded when it is first asked for. */
  render: (result: Result, options: RenderOptions) => Promise<string>;
}

export type FormatName = "html" | "json" | "terminal";

export const FORMATS: Record<FormatName, Format> = {
  html: {
    ending: ".html",
    render: async (result, options) =>
      (await import("./html/runs-page.ts")).renderHtml(result, options.page(), options),
  },
  json: {
    ending: ".json",
    render: async (result) => (await import("./json/json.ts")).renderJson(result),
  },
  terminal: {
    ending: ".txt",
    render: async (result, style) => (await import("./terminal/runs.ts")).renderTerminal(result, style),
  },
};
