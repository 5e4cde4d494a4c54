/** The frame of every page: one self-contained file, readable without JavaScript, that never asks the network for anything. */
import { createHash } from "node:crypto";
import { escapeHtml } from "./escape.ts";

/** Script and style of the page, bundled from `page/`. */
export interface PageFiles {
  script: string;
  style: string;
}

interface Content {
  /** Not escaped yet. */
  title: string;
  /** Beside the page's own. */
  style: string;
  body: string;
}

export const document = ({ script, style }: PageFiles, content: Content): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'; script-src 'sha256-${hash(script)}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${escapeHtml(content.title)}</title>
<style>${style}
${content.style}</style>
</head>
<body>
${content.body}
<script>${script}</script>
</body>
</html>
`;

const hash = (text: string): string => createHash("sha256").update(text).digest("base64");
