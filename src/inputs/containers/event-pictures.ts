/** Pictures in TensorBoard event files: one sheet per step (TensorFlow 1, torch) or one picture per sample (TensorFlow 2). */
import type { Skipped } from "../../analysis/analysis.ts";
import { readEventFile } from "../../events/read-event-file.ts";
import type { Container } from "./container.ts";
import { innerLabel, MOST_HELD_BYTES, MOST_MEMBER_BYTES, MOST_MEMBERS, mebibytes } from "./limits.ts";

export const openEventPictures = async (path: string): Promise<Container> => {
  const pictures = new Map<string, { step: number; bytes: Buffer }>();
  const refused: Skipped[] = [];
  let heldBytes = 0;
  const end = await readEventFile(path, ({ tag, step, images = [] }) => {
    for (const [index, image] of images.entries()) {
      const suffix = `/${innerLabel(tag)}/step_${step}${images.length > 1 ? `_${index}` : ""}.png`;
      const before = pictures.get(suffix)?.bytes;
      const reason =
        image.length > MOST_MEMBER_BYTES
          ? `larger than ${mebibytes(MOST_MEMBER_BYTES)}`
          : heldBytes + image.length - (before?.length ?? 0) > MOST_HELD_BYTES || pictures.size >= MOST_MEMBERS
            ? `the pictures of an event file have to fit into ${mebibytes(MOST_HELD_BYTES)}`
            : null;
      if (reason !== null) refused.push({ path: suffix, reason });
      else {
        // A run that was resumed writes its steps again; what it wrote last holds.
        if (before) refused.push({ path: suffix, reason: "written again later, when the run was resumed" });
        heldBytes += image.length - (before?.length ?? 0);
        // A copy: the picture is a view that keeps its whole record in memory.
        pictures.set(suffix, { step, bytes: Buffer.from(image) });
      }
    }
  });
  if (end.damaged > 0) refused.push({ path: "", reason: `${end.damaged} damaged records` });
  if (end.unreadBytes > 0)
    refused.push({
      path: "",
      reason: `its last ${end.unreadBytes} bytes can not be read, so pictures may be missing: it was cut off, is damaged there, or is still being written`,
    });
  return {
    members: [...pictures].map(([suffix, { step, bytes }]) => ({
      suffix,
      named: { step, unit: "step", worded: true },
      read: async () => ({ encoded: bytes }),
    })),
    refused,
    heldBytes,
  };
};
