/** Lists the pictures inside containers beside the plain files. */
import type { Skipped } from "../../analysis/analysis.ts";
import { reasonOf } from "../../pixels/read-picture.ts";
import { type FoundFile, naturalOrder } from "../find-files.ts";
import { isContainer, memberLocation, openContainer } from "./container.ts";

/** Containers give way to their members, in natural order; what can not be read goes to `skipped`. */
export const expandContainers = async (files: readonly FoundFile[], skipped: Skipped[]): Promise<FoundFile[]> => {
  if (!files.some(({ file }) => isContainer(file))) return [...files];
  const expanded: FoundFile[] = [];
  for (const found of files) {
    if (!isContainer(found.file)) {
      expanded.push(found);
      continue;
    }
    try {
      const { members, refused } = await openContainer(found.file);
      const inside = members.map(({ suffix, label }, index) => ({
        file: memberLocation(found.file, index),
        path: found.path + suffix,
        ...(label === undefined ? {} : { label }),
      }));
      const isArray = members[0]?.suffix.startsWith("#");
      for (const member of isArray ? inside : inside.sort((a, b) => naturalOrder(a.path, b.path)))
        expanded.push(member);
      if (members.length + refused.length === 0) skipped.push({ path: found.path, reason: "it holds no pictures" });
      for (const { path, reason } of refused) skipped.push({ path: found.path + path, reason });
    } catch (error) {
      skipped.push({ path: found.path, reason: `can not be opened: ${reasonOf(error)}` });
    }
  }
  return expanded;
};
