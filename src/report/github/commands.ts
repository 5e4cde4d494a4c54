/**
 * Text that Actions shows in its log and must not take for a command, whatever the names in it are: a line that begins with `::`, and the
 * older `##[` anywhere.
 */
export const withoutCommands = (text: string): string =>
  text.replace(/^(\s*):(?=:)/gm, "$1\uFE55").replaceAll("##[", "#\u200B#[");
