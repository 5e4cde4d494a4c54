/** The images on the map: where they lie, what colours them, and which is next to which. */
import { fill } from "./dom.ts";
import { type Source, sourceOf } from "./pixels.ts";
import { analysis, pictureOf } from "./report-data.ts";

export interface Point {
  member: string;
  checkpoint: number;
  /** In [0, 1], from left to right and from bottom to top. */
  x: number;
  y: number;
  /** Place of its group among the largest of its checkpoint, -1 for none. */
  group: number;
  picture: Source | null;
}

/** Colours of the largest groups; the others share the last. */
export const COLOURS = 8;

export const allPoints = (): Point[] =>
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
export const withPictures = async (points: readonly Point[]): Promise<Point[]> => {
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

const DIRECTIONS: Record<string, readonly [x: number, y: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** The nearest point that lies in the direction of an arrow key, within a quarter turn; null for other keys. */
export const towards = (points: readonly Point[], from: Point, key: string): Point | null => {
  const direction = DIRECTIONS[key];
  if (!direction) return null;
  let [found, least] = [from, Number.POSITIVE_INFINITY];
  for (const point of points) {
    const [dx, dy] = [point.x - from.x, point.y - from.y];
    const ahead = dx * direction[0] + dy * direction[1];
    const aside = Math.abs(dx * direction[1]) + Math.abs(dy * direction[0]);
    const distance = Math.hypot(dx, dy);
    if (ahead > 0 && ahead >= aside && distance < least) [found, least] = [point, distance];
  }
  return found;
};

export const nearestPoint = (points: readonly Point[], x: number, y: number, within: number): Point | null => {
  let [found, least] = [null as Point | null, within];
  for (const point of points) {
    const distance = Math.hypot(point.x - x, point.y - y);
    if (distance < least) [found, least] = [point, distance];
  }
  return found;
};
