import { plain } from "../words.ts";

/** What begins markup, HTML or mathematics anywhere in a text. */
const SPECIAL = /[\\`*_{}[\]<>#|~$&]/g;

/** Text in a sentence. A mention is broken by a joiner that is not seen, for GitHub finds it behind escapes too. */
export const escapeMarkdown = (text: string): string =>
  plain(text)
    .replace(SPECIAL, "\\$&")
    // Links that nobody marked, and emoji.
    .replace(/:(?=\S)/g, "\\:")
    .replaceAll("www.", "www\\.")
    .replaceAll("@", "@\u2060")
    // Lists, rules and underlined headings.
    .replace(/^(\s*)([-+=])/, "$1\\$2")
    .replace(/^(\s*\d+)([.)])(?=\s)/, "$1\\$2");

/** A name as code, where nothing is markup. @param inTable there a bar ends the cell even in code */
export const code = (text: string, inTable = false): string => {
  const shown = plain(text);
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const padding = /^[`\s]|[`\s]$/.test(shown) ? " " : "";
  const span = `${fence}${padding}${shown}${padding}${fence}`;
  return inTable ? span.replaceAll("|", "\\|") : span;
};
