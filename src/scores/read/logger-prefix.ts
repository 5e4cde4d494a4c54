/** Takes away what loggers write in front of a message: when, how grave, which logger, which line of code. */

const DATE = String.raw`(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|(?:[A-Z][a-z]{2},? )?[A-Z][a-z]{2} {1,2}\d{1,2}(?: \d{4})?)`;
const TIME = String.raw`\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?:Z|[+-]\d{2}:?\d{2}| ?[AP]M)?`;
const STAMP = String.raw`(?:${DATE}[T ,]{1,3}${TIME}|${DATE}(?=[\s\]|,])|\d{4} ${TIME}|${TIME})`;
const LEVEL = "(?:TRACE|DEBUG|INFO|NOTICE|SUCCESS|WARN|WARNING|ERROR|CRITICAL|FATAL)";
const NAME = String.raw`[A-Za-z_][\w.-]{0,60}`;
const CODE = String.raw`(?:@?[\w./-]{1,80}\.(?:[a-z]{1,4}:\d{1,6}|py\[line:\d{1,6}\]):?|${NAME}:[\w<>.]{1,60}:\d{1,6})`;
const PIECES = [
  // glog and absl: I0301 10:00:00.123456 12345 train.py:55]
  String.raw`[IWEFD]\d{4} ${TIME}\s{1,3}\d{1,9} [\w./-]{1,80}:\d{1,6}\]`,
  String.raw`\[(?:${STAMP}|${LEVEL}|${LEVEL.toLowerCase()}|${CODE}|[Rr]ank\s?\d{1,5}|default\d{1,5})[^\]\[]{0,100}\]:?`,
  String.raw`\((?:${NAME} )?pid=\d{1,9}[^)]{0,60}\)`,
  STAMP,
  String.raw`\d{10}\.\d{1,9}(?=\s)`,
  String.raw`(?:info|debug|warn|warning):(?=\s)`,
  // Python's basicConfig glues the logger's name between the level and the message.
  String.raw`${LEVEL}(?::${NAME}:(?!\s)|(?=[\s:|\]-]))`,
  CODE,
  // Docker Compose: trainer_1  |
  String.raw`${NAME}[_-]\d{1,4}\s{1,20}(?=\|)`,
];
const PIECE = new RegExp(PIECES.join("|"), "y");
/** A logger's name stands before the level. */
const NAMED_LEVEL = new RegExp(
  String.raw`(?:\[\s{0,20}${NAME}\s{0,20}\]|${NAME}(?:\[\d{1,9}\])?|\d{1,9})\s{0,9}[-:|]?\s{0,9}(?=\[?${LEVEL}\b)`,
  "y",
);
/** As syslog has it: the host and the process stand behind the time. */
const HOST = new RegExp(String.raw`${NAME} ${NAME}\[\d{1,9}\]:`, "y");
const GAP = /\s*(?:[-:|>](?=[\s\w[({<|]))?\s*/y;
const MOST_PIECES = 6;

/** The message of a line of a log, with the spaces in front of it; the line itself where no logger wrote in front. */
export const withoutLoggerPrefix = (line: string): string => {
  const start = line.search(/\S/);
  if (start === -1) return line;
  let end = start;
  for (let piece = 0; piece < MOST_PIECES; piece++) {
    const behind =
      endOf(PIECE, line, end) ??
      (end > start ? (endOf(HOST, line, end) ?? endOf(NAMED_LEVEL, line, end)) : endOf(NAMED_LEVEL, line, end));
    if (behind === null) break;
    end = endOf(GAP, line, behind)!;
  }
  return end === start ? line : line.slice(end);
};

/** Whether what was taken away is no first cell of a row, which a time can be. */
export const isOfLogger = (prefix: string): boolean =>
  /[A-Z]{4}|\.py:|pid=|[\]|]/.test(prefix) || (prefix.endsWith(" ") && !prefix.includes("\t"));

const endOf = (pattern: RegExp, text: string, at: number): number | null => {
  pattern.lastIndex = at;
  const found = pattern.exec(text)?.[0];
  return found === undefined ? null : at + found.length;
};
