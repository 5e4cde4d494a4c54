/** Breaks text at spaces into lines of at most `width` characters; longer words stand alone. The first line keeps its indent. */
export const wrap = (text: string, width: number): string[] => {
  const lines: string[] = [];
  let line = /^ */.exec(text)![0];
  let empty = true;
  for (const word of text.split(" ").filter((part) => part !== "")) {
    if (!empty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line];
};

/** The same with a mark before the first line, and the other lines as far in. @param rest before the other lines */
export const hang = (text: string, width: number, mark: string, rest = " ".repeat(mark.length)): string[] =>
  wrap(text, width - rest.length).map((line, index) => `${index === 0 ? mark : rest}${line}`);
