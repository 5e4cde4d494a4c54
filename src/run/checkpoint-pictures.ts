/** The pictures of a checkpoint for the report: which images, how large, and never more bytes than the report may have. */
import type { Group, Sprite } from "../analysis/analysis.ts";
import type { ImageCheckpoint } from "../inputs/image-set.ts";
import { renderSprites } from "../pixels/sprites.ts";
import type { ReportPictures } from "./options.ts";

/** The share of one checkpoint. */
export interface PictureBudget extends ReportPictures {
  isLast: boolean;
}

/** Images on a contact sheet. */
const SHEET = 64;
const SMALLEST_SHEET = 9;
/** Earlier checkpoints are looked at as sheets. */
const EARLIER_SIZE = 32;
const EARLIER_BYTES = 1 / 3;
const EARLIER_COUNT = 2 / 5;
/** Images that are shown larger, where that keeps the report small. */
const FEW = 128;
const FEW_BYTES = 200_000;
/** Members of a group that come before the members of the next one. */
const GROUP_FIRST = 12;

/** @param checkpoints in the run */
export const pictureBudget = (limits: ReportPictures, index: number, checkpoints: number): PictureBudget => {
  if (index === checkpoints - 1) {
    return { ...limits, bytes: limits.bytes * (checkpoints > 1 ? 1 - EARLIER_BYTES : 1), isLast: true };
  }
  const side = Math.floor(Math.sqrt((EARLIER_COUNT * limits.count) / (checkpoints - 1)));
  return {
    count: Math.min(SHEET, Math.max(SMALLEST_SHEET, side * side)),
    size: Math.min(EARLIER_SIZE, limits.size),
    fewSize: Math.min(EARLIER_SIZE, limits.size),
    bytes: (limits.bytes * EARLIER_BYTES) / (checkpoints - 1),
    isLast: false,
  };
};

/** @returns as many pictures as the budget holds; none where not even one fits */
export const renderPictures = async (
  source: ImageCheckpoint,
  groups: readonly Group[],
  budget: PictureBudget,
): Promise<Sprite[]> => {
  let count = Math.min(budget.count, source.images.length);
  const rendered = async (size: number) => {
    const sheet = Math.min(SHEET, count);
    const members = chosen(source, groups, count, sheet);
    const sprites = await renderSprites(source.images, { members, sheet, size });
    return { sprites, bytes: sprites.reduce((sum, { image }) => sum + image.length, 0) };
  };
  if (budget.fewSize > budget.size && count <= FEW) {
    const { sprites, bytes } = await rendered(budget.fewSize);
    if (bytes <= Math.min(FEW_BYTES, budget.bytes)) return sprites;
  }
  while (count > 0) {
    const { sprites, bytes } = await rendered(budget.size);
    if (bytes <= budget.bytes) return sprites;
    count = Math.floor(Math.min(count * 0.9, (0.95 * count * budget.bytes) / bytes));
  }
  return [];
};

/** The contact sheet, then the groups, then the rest. */
const chosen = (source: ImageCheckpoint, groups: readonly Group[], count: number, sheet: number): string[] => {
  const all = source.images.map(({ member }) => member);
  const members = new Set(all.slice(0, sheet));
  const add = (more: readonly string[]) => {
    for (const member of more) {
      if (members.size === count) return;
      members.add(member);
    }
  };
  for (const { members: of, farthestPair } of groups) add([...of.slice(0, GROUP_FIRST), ...farthestPair]);
  for (const { members: of } of groups) add(of.slice(GROUP_FIRST));
  add(all);
  return [...members];
};
