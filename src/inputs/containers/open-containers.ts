/** The containers of one image set: what is in them, and how their members are read as pictures. */
import { assertRegularFile } from "../../kit/file-kind.ts";
import type { SeenFiles } from "../../pixels/picture.ts";
import { PictureFile } from "../../pixels/picture-file.ts";
import { reasonOf } from "../../pixels/read-picture.ts";
import { type FilePath, type FoundFile, naturalOrder } from "../find-files.ts";
import type { Found } from "../found.ts";
import type { Container, ContainerKind } from "./container.ts";
import { ContainerPicture } from "./container-picture.ts";
import { containerKind } from "./kinds.ts";
import { MOST_OPEN_BYTES } from "./limits.ts";

/** Lives as long as the images that are read through it. */
export class OpenContainers {
  /** The last one used comes last. */
  readonly #open = new Map<string, { container: Promise<Container>; heldBytes: number }>();
  readonly #mostBytes: number;
  readonly #seen: SeenFiles | undefined;

  /** @param mostBytes that all open containers hold together; the ones used last stay open */
  constructor(seen?: SeenFiles, mostBytes = MOST_OPEN_BYTES) {
    this.#seen = seen;
    this.#mostBytes = mostBytes;
  }

  /** Plain files stay, containers give way to their members in natural order. */
  async expand(files: readonly FilePath[]): Promise<Found<FoundFile>> {
    const all: Found<FoundFile> = { files: [], skipped: [] };
    let root = "";
    for (const { file, path, isExplicit = false } of files) {
      const kind = containerKind(file);
      if (kind) {
        const inside = await this.members({ file, path }, kind);
        for (const member of inside.files) all.files.push(member);
        for (const member of inside.skipped) all.skipped.push(member);
        continue;
      }
      if (file.length !== root.length + path.length || !file.startsWith(root))
        root = file.slice(0, file.length - path.length);
      all.files.push({ source: new PictureFile(path, this.#seen, root), path, ...(isExplicit ? { isExplicit } : {}) });
    }
    return all;
  }

  /** What can not be read is skipped. */
  async members({ file, path }: FilePath, kind: ContainerKind): Promise<Found<FoundFile>> {
    try {
      const { members, refused, size, isArray } = await this.#get(file, kind);
      const listed = { file, size: size && { ...size, frames: 1 }, open: () => this.#get(file, kind) };
      const inside = members.map(
        ({ suffix, read: _, ...said }, index): FoundFile => ({
          path: path + suffix,
          ...said,
          ...(isArray ? { folder: path } : {}),
          source: new ContainerPicture(listed, index, suffix),
        }),
      );
      const skipped = refused.map((member) => ({ ...member, path: path + member.path }));
      return {
        files: isArray ? inside : inside.sort((a, b) => naturalOrder(a.path, b.path)),
        skipped: members.length + refused.length === 0 ? [{ path, reason: "it holds no pictures" }] : skipped,
      };
    } catch (error) {
      return { files: [], skipped: [{ path, reason: `can not be opened: ${reasonOf(error)}` }] };
    }
  }

  /** Stays open for the next member. */
  async #get(path: string, kind: ContainerKind): Promise<Container> {
    const entry = this.#open.get(path) ?? { container: opened(path, kind), heldBytes: 0 };
    this.#open.delete(path);
    this.#open.set(path, entry);
    try {
      const container = await entry.container;
      entry.heldBytes = container.heldBytes;
      this.#closeOldest(path);
      return container;
    } catch (error) {
      if (this.#open.get(path) === entry) this.#open.delete(path);
      throw error;
    }
  }

  #closeOldest(current: string): void {
    let total = [...this.#open.values()].reduce((sum, { heldBytes }) => sum + heldBytes, 0);
    for (const [path, { heldBytes }] of this.#open) {
      if (total <= this.#mostBytes) return;
      if (path === current) continue;
      this.#open.delete(path);
      total -= heldBytes;
    }
  }
}

const opened = async (path: string, kind: ContainerKind): Promise<Container> => {
  await assertRegularFile(path);
  return kind.open(path);
};
