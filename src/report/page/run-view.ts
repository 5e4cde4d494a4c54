/** Hovering or focusing a step shows the sheet of that step, and where it lies on every chart. */
import { all, one } from "./dom.ts";
import { lastCheckpoint } from "./report-data.ts";

export const startRun = (): void => {
  const panel = one("#step");
  const frames = all(".film > li");
  if (!panel || frames.length < 2 || !one(".run .charts")) return;
  const charts = all(".run figure[data-checkpoints]").map((figure) => {
    const cursor = document.createElement("i");
    cursor.className = "cursor";
    const plot = one(".plot", figure)!;
    plot.append(cursor);
    const width = plot.querySelector("svg")!.viewBox.baseVal.width;
    const places = (JSON.parse(figure.dataset.checkpoints!) as number[]).map((x) => x / width);
    return { plot, cursor, places };
  });
  let shown = -1;
  const show = (checkpoint: number): void => {
    if (checkpoint === shown || !frames[checkpoint]) return;
    shown = checkpoint;
    panel.replaceChildren(frames[checkpoint].firstElementChild!.cloneNode(true));
    // The filmstrip's own picture is the one to open by keyboard.
    for (const button of all("button", panel)) button.tabIndex = -1;
    for (const { cursor, places } of charts) cursor.style.left = `${100 * places[checkpoint]!}%`;
    frames.forEach((frame, index) => {
      frame.classList.toggle("current", index === checkpoint);
    });
  };
  panel.hidden = false;
  for (const { plot, places } of charts)
    plot.addEventListener("pointermove", (event) => {
      const { left, width } = plot.getBoundingClientRect();
      const x = (event.clientX - left) / width;
      let nearest = 0;
      places.forEach((place, index) => {
        if (Math.abs(place - x) < Math.abs(places[nearest]! - x)) nearest = index;
      });
      show(nearest);
    });
  frames.forEach((frame, index) => {
    frame.addEventListener("pointerenter", () => show(index));
    frame.addEventListener("focusin", () => show(index));
  });
  show(lastCheckpoint);
};
