/** One member of a container, found again by its location. */
import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { type MemberContent, type MemberLocation, openContainer } from "./container.ts";

/** @throws Error with a reason for people */
export const memberContent = async ({ path, index }: MemberLocation): Promise<MemberContent> =>
  isAnimation(path) ? { page: index } : (await openContainer(path)).read(index);

/** null where the member has to be read first. */
export const memberSize = async ({ path }: MemberLocation): Promise<{ width: number; height: number } | null> =>
  isAnimation(path) ? null : ((await openContainer(path)).size ?? null);

const isAnimation = (path: string): boolean => extname(path).toLowerCase() === ".gif";

/** Bytes that are equal for equal members alone. @throws Error with a reason for people */
export const memberIdentity = async (location: MemberLocation): Promise<Buffer> => {
  const content = await memberContent(location);
  if ("encoded" in content) return content.encoded;
  if ("page" in content)
    return Buffer.concat([Buffer.from(`frame ${content.page} of `), await readFile(location.path)]);
  const { width, height, pixels } = content.picture;
  return Buffer.concat([Buffer.from(`${width}x${height} pixels `), pixels]);
};
