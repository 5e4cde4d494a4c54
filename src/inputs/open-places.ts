/** Opens pictures by where they lie, without a search: how another machine reads what was listed on one. */
import type { PictureSource } from "../pixels/picture.ts";
import { PictureFile } from "../pixels/picture-file.ts";
import { ANIMATION } from "./containers/animations.ts";
import { containerKind } from "./containers/kinds.ts";
import { OpenContainers } from "./containers/open-containers.ts";

export interface Place {
  /** Absolute; of a member that of its container. */
  file: string;
  /** Of a member what it is called in its container; null for a file of its own. */
  suffix: string | null;
}

/** One for each place; what is not there (any more) says so when it is read. */
export const openPlaces = async (places: readonly Place[]): Promise<PictureSource[]> => {
  const containers = new OpenContainers();
  const members = new Map<string, Map<string, PictureSource>>();
  const sources: PictureSource[] = [];
  for (const { file, suffix } of places) {
    if (suffix === null) {
      sources.push(new PictureFile(file));
      continue;
    }
    if (!members.has(file)) {
      const { files } = await containers.members({ file, path: "" }, containerKind(file) ?? ANIMATION);
      members.set(file, new Map(files.map(({ path, source }) => [path, source])));
    }
    sources.push(members.get(file)!.get(suffix) ?? ABSENT);
  }
  return sources;
};

const ABSENT: PictureSource = {
  content: async () => {
    throw new Error("its container was changed since it was listed");
  },
};
