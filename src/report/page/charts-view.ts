/** The values of a chart where a pointer or the keyboard is, on all charts of the same axis at once. */
import type { Readings } from "../html/charts/figure.ts";
import { type Cursor, cursorsOf } from "./cursors.ts";
import { all } from "./dom.ts";

/** @param scope the report of one run; @param value of the axis, null for nowhere */
type Move = (scope: HTMLElement, axis: string, value: number | null) => void;

export interface ChartsView {
  move: Move;
  listen: (listener: Move) => void;
}

/** The report that something is a part of, on a page of several. */
export const scopeOf = (element: HTMLElement): HTMLElement => element.closest("article") ?? document.body;

export const startCharts = (): ChartsView => {
  const charts = all("figure[data-readings]").map((figure) => {
    const readings = JSON.parse(figure.dataset.readings!) as Readings;
    const cursors = cursorsOf(figure);
    const show = cursors.map((cursor) => withReading(cursor, readings));
    return { scope: scopeOf(figure), readings, cursors, show };
  });
  const listeners: Move[] = [];
  const move: Move = (scope, axis, value) => {
    for (const chart of charts)
      if (chart.scope === scope && chart.readings.axis === axis) for (const show of chart.show) show(value);
    for (const listener of listeners) listener(scope, axis, value);
  };
  for (const { scope, readings, cursors } of charts)
    for (const cursor of cursors) reachable(cursor, readings, (value) => move(scope, readings.axis, value));
  return { move, listen: (listener) => listeners.push(listener) };
};

/** Beside the line where it is left of the middle, else on its other side. */
const withReading = (cursor: Cursor, readings: Readings): ((value: number | null) => void) => {
  const note = document.createElement("div");
  note.className = "reading";
  note.hidden = true;
  cursor.plot.append(note);
  return (value) => {
    const index = value === null ? -1 : nearest(readings.at, value);
    note.hidden = index < 0;
    cursor.move(readings.at[index] ?? null);
    if (index < 0) return;
    const place = cursor.place(readings.at[index]!);
    note.style.insetInline = place < 50 ? `${place + 1}% auto` : `auto ${101 - place}%`;
    const name = document.createElement("strong");
    name.textContent = nameAt(readings, index);
    note.replaceChildren(name, ...linesAt(readings, index).map(lineOf));
  };
};

const nameAt = ({ names, at }: Readings, index: number): string =>
  typeof names === "string" ? `${names} ${at[index]}` : names[index]!;

const linesAt = ({ lines }: Readings, index: number): string[] =>
  lines.flatMap(({ name, values }) => {
    const value = values[index] ?? "";
    return value === "" ? [] : [`${name} ${value}`];
  });

const lineOf = (text: string): HTMLElement => {
  const line = document.createElement("span");
  line.textContent = text;
  return line;
};

/** By pointer, and as a slider by keyboard. */
const reachable = ({ plot, at: under }: Cursor, readings: Readings, move: (value: number | null) => void): void => {
  const last = readings.at.length - 1;
  let at = last;
  const go = (index: number): void => {
    at = Math.min(last, Math.max(0, index));
    plot.setAttribute("aria-valuenow", `${at}`);
    plot.setAttribute("aria-valuetext", [nameAt(readings, at), ...linesAt(readings, at)].join(", "));
  };
  const goTo = (index: number): void => {
    go(index);
    move(readings.at[at]!);
  };
  plot.tabIndex = 0;
  plot.setAttribute("role", "slider");
  plot.setAttribute("aria-valuemin", "0");
  plot.setAttribute("aria-valuemax", `${last}`);
  go(last);
  plot.addEventListener("pointermove", (event) => goTo(nearest(readings.at, under(event))));
  plot.addEventListener("pointerleave", () => move(null));
  plot.addEventListener("focus", () => {
    if (plot.matches(":focus-visible")) goTo(at);
  });
  plot.addEventListener("blur", () => move(null));
  plot.addEventListener("keydown", (event) => {
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last }[event.key];
    if (event.key === "Escape") move(null);
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    goTo(to);
  });
};

/** Index of the nearest place. */
export const nearest = (places: readonly number[], value: number): number =>
  places.reduce((best, place, index) => (Math.abs(place - value) < Math.abs(places[best]! - value) ? index : best), 0);
