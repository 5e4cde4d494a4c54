/** The map with pictures: coloured by group or checkpoint, with a picture of what is pointed at; selects groups. */
import { escapeHtml } from "../html/escape.ts";
import { counted } from "../words.ts";
import { choice, closest, fill, one, option } from "./dom.ts";
import type { GroupsView } from "./groups-view.ts";
import { allPoints, COLOURS, nearestPoint, type Point, towards, withPictures } from "./map-points.ts";
import { analysis, lastCheckpoint, pictureOf } from "./report-data.ts";

const PICTURE = 30;
const SIDE = 640;
const NEAR = 0.03;

const hue = (group: number): string => `hsl(${(group * 360) / COLOURS} 70% 50%)`;

const age = (checkpoint: number): string =>
  `hsl(${Math.round(220 + (140 * checkpoint) / Math.max(1, lastCheckpoint))} 70% 50%)`;

export const startMap = (groups: GroupsView | null): void => {
  const view = one("#map-view");
  const tools = one("#map-tools");
  if (!view || !tools || !groups) return;
  let points: readonly Point[] = allPoints();
  fill(
    view,
    `<div class="map-stage"><canvas width="${SIDE}" height="${SIDE}" tabindex="0" role="application" aria-roledescription="map" aria-label="Map of ${counted(points.length, "image")}: arrow keys move, Enter selects the group of an image, Escape all"></canvas><div class="map-tip" hidden></div></div><p class="legend"></p><p class="map-note" role="status"></p>`,
  );
  tools.hidden = false;
  const several = lastCheckpoint > 0;
  const last = option(lastCheckpoint, escapeHtml(analysis.checkpoints[lastCheckpoint]!.label));
  fill(
    tools,
    `${several ? choice("Colour", "colour", [option("checkpoint", "checkpoint"), option("group", "group")]) : ""}
${several ? choice("Show", "shown", [option("all", "all checkpoints"), last]) : ""}
<label><input type="checkbox" name="pictures" checked> pictures</label>`,
  );
  const canvas = one<HTMLCanvasElement>("canvas", view)!;
  const [tip, note] = [one(".map-tip", view)!, one(".map-note", view)!];
  const context = canvas.getContext("2d")!;
  let colour = several ? "checkpoint" : "group";
  let shown = several ? "all" : `${lastCheckpoint}`;
  let pictures = true;
  let highlighted: ReadonlySet<string> = new Set();
  let drag: { from: [number, number]; to: [number, number] } | null = null;
  let pointed: Point | null = null;

  const visible = () => points.filter(({ checkpoint }) => shown === "all" || `${checkpoint}` === shown);
  const draw = (): void => {
    const style = getComputedStyle(canvas);
    const paint = ({ group, checkpoint }: Point): string => {
      if (colour === "checkpoint") return age(checkpoint);
      return group < 0 ? style.color : hue(group);
    };
    context.clearRect(0, 0, SIDE, SIDE);
    for (const point of visible()) {
      const [x, y] = [point.x * (SIDE - PICTURE), (1 - point.y) * (SIDE - PICTURE)];
      const marked = highlighted.has(point.member);
      context.globalAlpha = highlighted.size > 0 && !marked ? 0.25 : 1;
      if (pictures && point.picture) {
        const { image, left, top, width, height } = point.picture;
        context.drawImage(image, left, top, width, height, x, y, PICTURE, PICTURE);
        context.lineWidth = marked ? 4 : 2;
        context.strokeStyle = paint(point);
        context.strokeRect(x, y, PICTURE, PICTURE);
      } else {
        context.fillStyle = paint(point);
        context.beginPath();
        context.arc(x + PICTURE / 2, y + PICTURE / 2, marked ? 7 : 5, 0, 2 * Math.PI);
        context.fill();
      }
    }
    context.globalAlpha = 1;
    context.lineWidth = 3;
    context.strokeStyle = style.accentColor;
    if (pointed) context.strokeRect(pointed.x * (SIDE - PICTURE), (1 - pointed.y) * (SIDE - PICTURE), PICTURE, PICTURE);
    if (drag) {
      const [[x0, y0], [x1, y1]] = [drag.from, drag.to];
      context.strokeRect(x0 * SIDE, (1 - y0) * SIDE, (x1 - x0) * SIDE, (y0 - y1) * SIDE);
    }
  };
  const legend = (): void => {
    const swatch = (paint: string, words: string) => `<span><i style="background:${paint}"></i>${words}</span>`;
    const found = analysis.checkpoints[lastCheckpoint]!.groups;
    const byGroup = [
      ...found.slice(0, COLOURS).map(({ size }, index) => {
        const others = index === COLOURS - 1 && found.length > COLOURS;
        return swatch(hue(index), others ? "all other groups" : `group of ${size}`);
      }),
      swatch("currentColor", "in no group"),
    ];
    const byAge = [0, lastCheckpoint].map((index) =>
      swatch(age(index), escapeHtml(analysis.checkpoints[index]!.label)),
    );
    fill(one(".legend", view)!, (colour === "group" ? byGroup : byAge).join(colour === "group" ? " " : " to "));
  };
  const point = (next: Point | null): void => {
    if (next === pointed) return;
    pointed = next;
    tip.hidden = next === null;
    if (next) {
      const picture = pictureOf(next.checkpoint, next.member) ?? "";
      const label = escapeHtml(analysis.checkpoints[next.checkpoint]!.label);
      fill(tip, `${picture}<span>${label}<br>${escapeHtml(next.member)}</span>`);
      tip.style.cssText = `${next.x < 0.5 ? "left" : "right"}:${100 * (next.x < 0.5 ? next.x : 1 - next.x) + 6}%;${next.y < 0.5 ? "bottom" : "top"}:${100 * (next.y < 0.5 ? next.y : 1 - next.y)}%`;
      note.textContent = `${next.member}, ${analysis.checkpoints[next.checkpoint]!.label}`;
    }
    draw();
  };
  const select = (members: readonly string[]): void => {
    highlighted = new Set(members);
    groups.select(highlighted.size > 0 ? highlighted : null);
    note.textContent = highlighted.size > 0 ? `${counted(highlighted.size, "image")} selected, with their groups.` : "";
    draw();
  };
  /** With all others of its group. */
  const selectGroup = ({ checkpoint, member }: Point): void =>
    select(
      analysis.checkpoints[checkpoint]!.groups.find(({ members }) => members.includes(member))?.members ?? [member],
    );
  const at = (event: PointerEvent): [number, number] => {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    return [(event.clientX - left) / width, 1 - (event.clientY - top) / height];
  };
  const under = ([x, y]: [number, number]) => {
    const [inner, edge] = [SIDE / (SIDE - PICTURE), PICTURE / SIDE / 2];
    return nearestPoint(visible(), (x - edge) * inner, (y - edge) * inner, NEAR);
  };
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    drag = { from: at(event), to: at(event) };
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!drag) {
      point(under(at(event)));
      return;
    }
    drag = { ...drag, to: at(event) };
    draw();
  });
  canvas.addEventListener("pointerleave", () => point(null));
  canvas.addEventListener("pointerup", () => {
    if (!drag) return;
    const { from, to } = drag;
    drag = null;
    const clicked = Math.hypot(from[0] - to[0], from[1] - to[1]) < NEAR / 2;
    const hit = clicked ? under(to) : null;
    if (hit) {
      selectGroup(hit);
      return;
    }
    const within = (value: number, side: 0 | 1) =>
      !clicked && value >= Math.min(from[side], to[side]) - NEAR && value <= Math.max(from[side], to[side]) + NEAR;
    select(
      visible()
        .filter(({ x, y }) => within(x, 0) && within(y, 1))
        .map(({ member }) => member),
    );
  });
  canvas.addEventListener("focus", () => {
    if (canvas.matches(":focus-visible")) point(pointed ?? visible().at(-1) ?? null);
  });
  canvas.addEventListener("blur", () => point(null));
  canvas.addEventListener("keydown", (event) => {
    if (event.key === "Escape") select([]);
    if (!pointed || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = towards(visible(), pointed, event.key);
    if (event.key === "Enter") selectGroup(pointed);
    else if (next) point(next);
    else return;
    event.preventDefault();
  });
  tools.addEventListener("change", (event) => {
    const field = event.target as HTMLInputElement;
    if (field.name === "colour") colour = field.value;
    if (field.name === "shown") shown = field.value;
    if (field.name === "pictures") pictures = field.checked;
    legend();
    draw();
  });
  for (const event of ["pointerover", "focusin"])
    one("#group-view")?.addEventListener(event, (over) => {
      const id = closest(over, ".group")?.dataset.group;
      const group = id && analysis.checkpoints[lastCheckpoint]!.groups.find((each) => each.id === id);
      if (!group) return;
      highlighted = new Set(group.members);
      draw();
    });
  legend();
  draw();
  void withPictures(points).then((loaded) => {
    points = loaded;
    draw();
  });
};
