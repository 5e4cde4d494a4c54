/** The frame of every page: one self-contained file, readable without JavaScript, that asks the network for nothing, or its own server alone. */
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
  /** Of a page that a server shows, and that asks it for more. */
  served?: {
    /** Address of the picture on the tab. */
    icon: string;
    /** Seconds after which the page is loaded again where no script runs. */
    refresh: number;
  };
}

/** A file asks nobody for anything; a page of a server asks that server alone. */
const FILE = "img-src data: blob:";
const SERVED = "img-src 'self' data: blob:; connect-src 'self'; frame-src 'self'";

export const document = ({ script, style }: PageFiles, content: Content): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; ${content.served ? SERVED : FILE}; style-src 'unsafe-inline'; script-src 'sha256-${hash(script)}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="${content.served?.icon ?? "data:,"}">${content.served ? `\n<noscript><meta http-equiv="refresh" content="${content.served.refresh}"></noscript>` : ""}
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
