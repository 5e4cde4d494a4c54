/** Reports of several runs on one page: what is unique in each report becomes unique on the page. */

/**
 * Ids, the links to them, and the classes of sprites get a prefix. Text is escaped, so that a quotation mark stands around
 * attributes alone.
 */
export const scoped = (markup: string, prefix: string): string => {
  const cards = new Map<string, string>();
  for (const [, card, group] of markup.matchAll(/ id="(g-\d+-([^"]*))"/g))
    if (!cards.has(group!)) cards.set(group!, card!);
  return markup
    .replace(/ href="#g=([^"]*)"/g, (_, group: string) => ` href="#${cards.get(group) ?? "groups"}"`)
    .replace(/ (id|aria-labelledby)="/g, ` $1="${prefix}`)
    .replace(/ href="#/g, ` href="#${prefix}`)
    .replace(/ class="(pic|sheet) (?=s\d)/g, ` class="$1 ${prefix}`);
};
