/** Lines over the charts, moved by the page's script. */
import { all, one } from "./dom.ts";

export interface Cursor {
  plot: HTMLElement;
  /** The place of a value of the x axis, in percent of the width. */
  place: (value: number) => number;
  /** @param value of the x axis; null hides the line */
  move: (value: number | null) => void;
  /** The value of the x axis under a pointer. */
  at: (event: PointerEvent) => number;
}

/** One for each drawing of a chart. */
export const cursorsOf = (figure: HTMLElement): Cursor[] =>
  all("[data-scale]", figure).map((plot) => {
    const [low = 0, atLow = 0, high = 1, atHigh = 100] = plot.dataset.scale!.split(" ").map(Number);
    const line = document.createElement("i");
    line.className = "cursor";
    line.hidden = true;
    one("svg", plot)!.after(line);
    const place = (value: number) => atLow + ((value - low) / (high - low)) * (atHigh - atLow);
    return {
      plot,
      place,
      move: (value) => {
        line.hidden = value === null || value < low || value > high;
        if (value !== null) line.style.left = `${place(value)}%`;
      },
      at: (event) => {
        const box = plot.getBoundingClientRect();
        return low + (((100 * (event.clientX - box.left)) / box.width - atLow) / (atHigh - atLow)) * (high - low);
      },
    };
  });
