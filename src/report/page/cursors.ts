/** Lines over the charts, moved by the page's script. */
import { all, one } from "./dom.ts";

export interface Cursor<Data> {
  plot: HTMLElement;
  line: HTMLElement;
  /** What the chart says about its x axis, in the coordinates of its SVG. */
  data: Data;
  /** @param x in the coordinates of the SVG */
  move: (x: number) => void;
  /** Where a pointer is, in the coordinates of the SVG. */
  at: (event: PointerEvent) => number;
}

/** One for every chart with this data attribute. */
export const cursors = <Data>(name: string): Cursor<Data>[] =>
  all(`figure[data-${name}]`).map((figure) => {
    const plot = one(".plot", figure)!;
    const line = document.createElement("i");
    line.className = "cursor";
    plot.append(line);
    const { width } = plot.querySelector("svg")!.viewBox.baseVal;
    return {
      plot,
      line,
      data: JSON.parse(figure.dataset[name]!) as Data,
      move: (x) => {
        line.style.left = `${(100 * x) / width}%`;
      },
      at: (event) => {
        const box = plot.getBoundingClientRect();
        return ((event.clientX - box.left) / box.width) * width;
      },
    };
  });
