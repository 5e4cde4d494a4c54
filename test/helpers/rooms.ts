/** The table of rooms in ARCHITECTURE.md, and what breaks it. */
import type { Import } from "./imports.ts";

interface Room {
  /** Rooms or folders of rooms, `analysis/` or `pairs/linkage/`; "everything" allows all. */
  allowed: { place: string; types: boolean }[];
  everything: boolean;
  openToAll: boolean;
  packages: string[];
}

/** Rows of the table whose header starts with "| room |", by the name in their first cell. */
export const readRooms = (markdown: string): Map<string, Room> => {
  const lines = markdown.split("\n");
  const start = lines.findIndex((line) => line.startsWith("| room |"));
  const rows = lines.slice(start + 2);
  const end = rows.findIndex((line) => !line.startsWith("|"));
  return new Map(
    rows.slice(0, end === -1 ? rows.length : end).map((row) => {
      const [, name = "", , imports = "", packages = ""] = row.split("|").map((cell) => cell.trim());
      return [
        name.replaceAll("`", ""),
        {
          allowed: [...imports.matchAll(/`([^`]+)`( \(types\))?/g)].map(([, place, types]) => ({
            place: place!,
            types: types !== undefined,
          })),
          everything: imports.startsWith("everything"),
          openToAll: imports.includes("open to all"),
          packages: [...packages.matchAll(/`([^`]+)`/g)].map(([, pack]) => pack!),
        },
      ];
    }),
  );
};

const inside = (path: string, place: string): boolean =>
  place.endsWith("/") ? path.startsWith(`src/${place}`) : path === `src/${place}`;

/** The row with the longest name that holds a file. */
const roomOf = (path: string, rooms: ReadonlyMap<string, Room>): string | undefined =>
  [...rooms.keys()].filter((name) => inside(path, name)).sort((a, b) => b.length - a.length)[0];

/** What a file may not import, one sentence each. */
export const breaches = (path: string, imports: readonly Import[], rooms: ReadonlyMap<string, Room>): string[] => {
  const name = roomOf(path, rooms);
  if (name === undefined) return [`${path} lies in no room of ARCHITECTURE.md`];
  const room = rooms.get(name)!;
  return imports
    .filter(({ to, types, isPackage }) => {
      if (isPackage) {
        const owners = [...rooms].filter(([, { packages }]) => packages.includes(to)).map(([owner]) => owner);
        return owners.length > 0 && !owners.includes(name);
      }
      if (room.everything || roomOf(to, rooms) === name) return false;
      const target = rooms.get(roomOf(to, rooms) ?? "");
      if (target?.openToAll) return false;
      return !room.allowed.some((allowed) => inside(to, allowed.place) && (types || !allowed.types));
    })
    .map(({ to, types }) => `${path} imports ${types ? "types of " : ""}${to}, which ${name} may not`);
};

/** The first circle, its first file again at its end; empty when there is none. */
export const findCycle = (files: readonly { path: string; imports: readonly Import[] }[]): string[] => {
  const graph = new Map(files.map(({ path, imports }) => [path, imports.map(({ to }) => to)]));
  const finished = new Set<string>();
  const visit = (path: string, trail: readonly string[]): string[] => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (finished.has(path)) return [];
    for (const next of graph.get(path) ?? []) {
      const cycle = visit(next, [...trail, path]);
      if (cycle.length > 0) return cycle;
    }
    finished.add(path);
    return [];
  };
  for (const { path } of files) {
    const cycle = visit(path, []);
    if (cycle.length > 0) return cycle;
  }
  return [];
};
