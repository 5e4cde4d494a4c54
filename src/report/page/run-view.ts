/** Hovering or focusing a step shows the sheet of that step, and where it lies on every chart. */
import { type ChartsView, nearest, scopeOf } from "./charts-view.ts";
import { all, one } from "./dom.ts";

/** Of every run on the page. */
export const startRuns = (charts: ChartsView): void => {
  for (const run of all(".run[data-places]")) startRun(run, charts);
};

const startRun = (run: HTMLElement, charts: ChartsView): void => {
  const scope = scopeOf(run);
  const panel = one(".step", run)!;
  const axis = run.dataset.axis!;
  const places = run.dataset.places!.split(" ").map(Number);
  const frames = new Map(
    all(".film > [data-checkpoint]", scope).map((frame) => [Number(frame.dataset.checkpoint), frame]),
  );
  let shown = -1;
  const show = (checkpoint: number): void => {
    const frame = frames.get(checkpoint);
    if (checkpoint === shown || !frame) return;
    frames.get(shown)?.classList.remove("current");
    frame.classList.add("current");
    shown = checkpoint;
    panel.replaceChildren(one("figure", frame)!.cloneNode(true));
    // The filmstrip's own picture is the one to open by keyboard.
    for (const button of all("button", panel)) button.tabIndex = -1;
  };
  panel.hidden = false;
  charts.listen((where, on, value) => {
    if (where !== scope || on !== axis || value === null) return;
    show(nearest(places, value));
  });
  for (const [checkpoint, frame] of frames)
    for (const event of ["pointerenter", "focusin"])
      frame.addEventListener(event, () => charts.move(scope, axis, places[checkpoint]!));
  for (const event of ["pointerleave", "focusout"])
    for (const frame of frames.values()) frame.addEventListener(event, () => charts.move(scope, axis, null));
  show(places.length - 1);
};
