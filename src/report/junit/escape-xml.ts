import { plain } from "../words.ts";

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

/** What no XML 1.0 document may hold, not even as an entity: noncharacters, and surrogates without their other half. */
const FORBIDDEN = /[\uFFFE\uFFFF\p{Cs}]/gu;

/** Text for content and quoted attributes; control characters become visible. */
export const escapeXml = (text: string): string =>
  plain(text)
    .replace(FORBIDDEN, "\uFFFD")
    .replace(/[&<>"']/g, (character) => ENTITIES[character]!);
