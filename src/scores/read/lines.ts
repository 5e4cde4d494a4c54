/** Splits logs into lines: any line ending, progress bars that rewrite their line, colours, UTF-8 and UTF-16. */
import { createReadStream } from "node:fs";

/** Longer lines are cut: no row of a log is as long. */
const LONGEST_LINE = 4 * 2 ** 20;
const ESCAPE = "\u001b";
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control sequences (ECMA-48).
const COLOURS = /\u001b\[[0-9;:?]{0,40}[@-~]/g;

/** Takes text in pieces and hands out whole lines. A line feed, a carriage return or both end a line. */
export class LineSplitter {
  readonly #take: (line: string, whole: boolean) => void;
  #rest = "";
  #started = false;

  /** @param take is told whether the line was ended; only the last line of a log may not be */
  constructor(take: (line: string, whole: boolean) => void) {
    this.#take = take;
  }

  push(piece: string): void {
    let text = this.#rest + piece;
    if (!this.#started && text.length > 0) {
      this.#started = true;
      text = text.replace(/^\uFEFF/, "");
    }
    let start = 0;
    for (let at = this.#rest.length > 0 ? Math.max(0, this.#rest.length - 1) : 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code !== 10 && code !== 13) continue;
      // The line feed of a pair may still be to come.
      if (code === 13 && at === text.length - 1) break;
      this.#emit(text.slice(start, at), true);
      if (code === 13 && text.charCodeAt(at + 1) === 10) at++;
      start = at + 1;
    }
    this.#rest = text.slice(start);
    if (this.#rest.length > 2 * LONGEST_LINE) this.#rest = this.#rest.slice(0, LONGEST_LINE);
  }

  end(): void {
    const text = this.#rest;
    this.#rest = "";
    if (text.endsWith("\r")) this.#emit(text.slice(0, -1), true);
    else if (text !== "") this.#emit(text, false);
  }

  #emit(line: string, whole: boolean): void {
    const cut = line.length > LONGEST_LINE ? line.slice(0, LONGEST_LINE) : line;
    this.#take(cut.includes(ESCAPE) ? cut.replace(COLOURS, "") : cut, whole);
  }
}

/** Chinese and Japanese input methods write colons, commas and digits in forms of full width (U+FF01 to U+FF5E). */
export const withNarrowForms = (line: string): string =>
  line.replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));

/** UTF-16 where its byte order mark says so, as spreadsheets and PowerShell write it; else UTF-8. */
export const encodingOf = (head: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" => {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  return head[0] === 0xfe && head[1] === 0xff ? "utf-16be" : "utf-8";
};

/** Feeds the lines of a file, holding one piece of it at a time. */
export const readLines = async (path: string, take: (line: string, whole: boolean) => void): Promise<void> => {
  const splitter = new LineSplitter(take);
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 18 })) {
    decoder ??= new TextDecoder(encodingOf(chunk as Buffer));
    splitter.push(decoder.decode(chunk as Buffer, { stream: true }));
  }
  splitter.push(decoder?.decode() ?? "");
  splitter.end();
};
