/** Every form in which what a check gives is put out, one run or several. A new one is a folder or a file of its own, and an entry here. */
import type { PageFiles } from "./html/document.ts";
import type { HtmlOptions } from "./html/html.ts";
import type { Result } from "./runs.ts";
import type { TerminalStyle } from "./terminal/screen.ts";

/** Every format takes of these what it needs. */
export interface RenderOptions extends HtmlOptions, TerminalStyle {
  page: () => PageFiles;
}

interface Format {
  /** Of its files, with the dot. */
  ending: string;
  /** What a person calls what it makes. */
  title: string;
  /** The same text for the same result and options; its code is loaded when it is first asked for. */
  render: (result: Result, options: RenderOptions) => Promise<string>;
}

export type FormatName =
  | "html"
  | "json"
  | "terminal"
  | "junit"
  | "github"
  | "markdown"
  | "csv"
  | "groups-csv"
  | "ndjson";

export const FORMATS: Record<FormatName, Format> = {
  html: {
    ending: ".html",
    title: "HTML report",
    render: async (result, options) =>
      (await import("./html/runs-page.ts")).renderHtml(result, options.page(), options),
  },
  json: {
    ending: ".json",
    title: "Analysis",
    render: async (result) => (await import("./json/json.ts")).renderJson(result),
  },
  terminal: {
    ending: ".txt",
    title: "Text report",
    render: async (result, style) => (await import("./terminal/runs.ts")).renderTerminal(result, style),
  },
  junit: {
    ending: ".xml",
    title: "JUnit report",
    render: async (result) => (await import("./junit/junit.ts")).renderJunit(result),
  },
  github: {
    ending: ".txt",
    title: "GitHub annotations",
    render: async (result) => (await import("./github/github.ts")).renderGithub(result),
  },
  markdown: {
    ending: ".md",
    title: "Markdown report",
    render: async (result) => (await import("./markdown/markdown.ts")).renderMarkdown(result),
  },
  csv: {
    ending: ".csv",
    title: "Figures",
    render: async (result) => (await import("./csv/figures-csv.ts")).renderCsv(result),
  },
  "groups-csv": {
    ending: ".csv",
    title: "Groups",
    render: async (result) => (await import("./csv/groups-csv.ts")).renderGroupsCsv(result),
  },
  ndjson: {
    ending: ".ndjson",
    title: "Records",
    render: async (result) => (await import("./ndjson/ndjson.ts")).renderNdjson(result),
  },
};

export const FORMAT_NAMES = Object.keys(FORMATS) as FormatName[];
