/** The map with pictures: coloured by group or checkpoint, a dragged rectangle selects groups. */
import { escapeHtml } from "../html/escape.ts";
import { counted } from "../words.ts";
import { choice, closest, fill, one, option } from "./dom.ts";
import type { GroupsView } from "./groups-view.ts";
import { type Source, sourceOf } from "./pixels.ts";
import { analysis, lastCheckpoint, pictureOf } from "./report-data.ts";

interface Point {
  member: string;
  checkpoint: number;
  x: number;
  y: number;
  /** Place of its group among the largest of its checkpoint, -1 for none. */
  group: number;
  picture: Source | null;
}

/** Colours of the largest groups; the others share the last. */
const COLOURS = 8;
const PICTURE = 26;
const SIDE = 640;
const NEAR = 0.02;

export const startMap = (groups: GroupsView | null): void => {
  const view = one("#map-view");
  const tools = one("#map-tools");
  if (!view || !tools || !groups) return;
  let points: readonly Point[] = allPoints();
  fill(
    view,
    `<canvas width="${SIDE}" height="${SIDE}" role="img" aria-label="Map of ${counted(points.length, "image")}"></canvas><div class="map-note" role="status"></div>`,
  );
  tools.hidden = false;
  const several = lastCheckpoint > 0;
  const last = option(lastCheckpoint, escapeHtml(analysis.checkpoints[lastCheckpoint]!.label));
  const byCheckpoint = option("checkpoint", "checkpoint, early to late: blue to red");
  fill(
    tools,
    `${choice("Colour by", "colour", [several ? byCheckpoint : "", option("group", "group")])}
${choice("Show", "shown", [several ? option("all", "all checkpoints") : "", last])}
<label><input type="checkbox" name="pictures" checked> pictures</label> <span class="quiet">Drag a rectangle to select groups.</span>`,
  );
  const canvas = one<HTMLCanvasElement>("canvas", view)!;
  const note = one(".map-note", view)!;
  const context = canvas.getContext("2d")!;
  let colour = several ? "checkpoint" : "group";
  let shown = several ? "all" : `${lastCheckpoint}`;
  let pictures = true;
  let highlighted: ReadonlySet<string> = new Set();
  let drag: { from: [number, number]; to: [number, number] } | null = null;

  const visible = () => points.filter(({ checkpoint }) => shown === "all" || `${checkpoint}` === shown);
  const draw = (): void => {
    const style = getComputedStyle(canvas);
    const paint = ({ group, checkpoint }: Point): string => {
      if (colour === "checkpoint")
        return `hsl(${Math.round(220 + (140 * checkpoint) / Math.max(1, lastCheckpoint))} 70% 50%)`;
      return group < 0 ? style.color : `hsl(${(group * 360) / COLOURS} 70% 50%)`;
    };
    context.clearRect(0, 0, SIDE, SIDE);
    for (const point of visible()) {
      const [x, y] = [point.x * (SIDE - PICTURE), (1 - point.y) * (SIDE - PICTURE)];
      const marked = highlighted.has(point.member);
      context.globalAlpha = highlighted.size > 0 && !marked ? 0.25 : 1;
      if (pictures && point.picture) {
        const { image, left, top, width, height } = point.picture;
        context.drawImage(image, left, top, width, height, x, y, PICTURE, PICTURE);
        context.lineWidth = marked ? 3 : 1.5;
        context.strokeStyle = paint(point);
        context.strokeRect(x, y, PICTURE, PICTURE);
      } else {
        context.fillStyle = paint(point);
        context.beginPath();
        context.arc(x + PICTURE / 2, y + PICTURE / 2, marked ? 5 : 3, 0, 2 * Math.PI);
        context.fill();
      }
    }
    context.globalAlpha = 1;
    if (drag) {
      const [[x0, y0], [x1, y1]] = [drag.from, drag.to];
      context.lineWidth = 1.5;
      context.strokeStyle = style.accentColor;
      context.strokeRect(x0 * SIDE, (1 - y0) * SIDE, (x1 - x0) * SIDE, (y0 - y1) * SIDE);
    }
  };
  const at = (event: PointerEvent): [number, number] => {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    return [(event.clientX - left) / width, 1 - (event.clientY - top) / height];
  };
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    drag = { from: at(event), to: at(event) };
  });
  canvas.addEventListener("pointermove", (event) => {
    const [x, y] = at(event);
    if (drag) {
      drag = { ...drag, to: [x, y] };
      draw();
      return;
    }
    const near = visible().find((point) => Math.hypot(point.x - x, point.y - y) < NEAR);
    note.textContent = near ? near.member : "";
  });
  canvas.addEventListener("pointerup", () => {
    if (!drag) return;
    const { from, to } = drag;
    drag = null;
    const within = (value: number, side: 0 | 1) =>
      value >= Math.min(from[side], to[side]) - NEAR && value <= Math.max(from[side], to[side]) + NEAR;
    const inside = visible().filter(({ x, y }) => within(x, 0) && within(y, 1));
    highlighted = new Set(inside.map(({ member }) => member));
    groups.select(highlighted.size > 0 ? highlighted : null);
    note.textContent = `${counted(highlighted.size, "image")} selected; the groups above are those of the selection.`;
    draw();
  });
  tools.addEventListener("change", (event) => {
    const field = event.target as HTMLInputElement;
    if (field.name === "colour") colour = field.value;
    if (field.name === "shown") shown = field.value;
    if (field.name === "pictures") pictures = field.checked;
    draw();
  });
  one("#group-view")?.addEventListener("pointerover", (event) => {
    const id = closest(event, ".group")?.dataset.group;
    if (id === undefined) return;
    const group = analysis.checkpoints[lastCheckpoint]!.groups.find((one) => one.id === id);
    highlighted = new Set(group?.members);
    draw();
  });
  draw();
  void withPictures(points).then((loaded) => {
    points = loaded;
    draw();
  });
};

const allPoints = (): Point[] =>
  analysis.checkpoints.flatMap(({ map, groups }, checkpoint) => {
    const place = new Map(
      groups.flatMap(({ members }, index) => members.map((member) => [member, Math.min(index, COLOURS - 1)] as const)),
    );
    return (map?.members ?? []).map((member, index) => ({
      member,
      checkpoint,
      x: map!.x[index]!,
      y: map!.y[index]!,
      group: place.get(member) ?? -1,
      picture: null,
    }));
  });

/** Through the same markup as everywhere, so that every picture has one source. */
const withPictures = async (points: readonly Point[]): Promise<Point[]> => {
  const probe = document.createElement("div");
  probe.hidden = true;
  document.body.append(probe);
  const loaded: Point[] = [];
  for (const point of points) {
    const markup = pictureOf(point.checkpoint, point.member);
    const picture = markup ? await sourceOf(fill(probe, markup).firstElementChild as HTMLElement) : null;
    loaded.push({ ...point, picture });
  }
  probe.remove();
  return loaded;
};
