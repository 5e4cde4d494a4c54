/** Makes text safe for a terminal: control characters (and with them escape sequences) become visible, line breaks stay. */
export const safeText = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}]/gu, (character) => (character === "\n" ? "\n" : "\uFFFD"));
