/** Hovering or focusing a step shows the sheet of that step, and where it lies on every chart. */
import { cursors } from "./cursors.ts";
import { all, one } from "./dom.ts";
import { lastCheckpoint } from "./report-data.ts";

export const startRun = (): void => {
  const panel = one("#step");
  const frames = all(".film > li");
  if (!panel || frames.length < 2 || !one(".run .charts")) return;
  const charts = cursors<number[]>("checkpoints");
  let shown = -1;
  const show = (checkpoint: number): void => {
    if (checkpoint === shown || !frames[checkpoint]) return;
    shown = checkpoint;
    panel.replaceChildren(frames[checkpoint].firstElementChild!.cloneNode(true));
    // The filmstrip's own picture is the one to open by keyboard.
    for (const button of all("button", panel)) button.tabIndex = -1;
    for (const { data, move } of charts) move(data[checkpoint]!);
    frames.forEach((frame, index) => {
      frame.classList.toggle("current", index === checkpoint);
    });
  };
  panel.hidden = false;
  for (const { plot, data, at } of charts)
    plot.addEventListener("pointermove", (event) => {
      const distances = data.map((place) => Math.abs(place - at(event)));
      show(distances.indexOf(Math.min(...distances)));
    });
  frames.forEach((frame, index) => {
    frame.addEventListener("pointerenter", () => show(index));
    frame.addEventListener("focusin", () => show(index));
  });
  show(lastCheckpoint);
};
