/** A picture in a container, as the other rooms see it: a place in a list that all of them share. */
import type { PictureContent, PictureSize, PictureSource } from "../../pixels/picture.ts";
import type { Container } from "./container.ts";

export interface ListedContainer {
  /** Absolute. */
  file: string;
  /** Of every picture in it; undefined where that has to be read. */
  size: PictureSize | undefined;
  open: () => Promise<Container>;
}

export class ContainerPicture implements PictureSource {
  readonly #container: ListedContainer;
  readonly #index: number;
  readonly #suffix: string;

  constructor(container: ListedContainer, index: number, suffix: string) {
    this.#container = container;
    this.#index = index;
    this.#suffix = suffix;
  }

  get within(): { file: string; suffix: string } {
    return { file: this.#container.file, suffix: this.#suffix };
  }

  get size(): (() => Promise<PictureSize>) | undefined {
    const { size } = this.#container;
    return size && (async () => size);
  }

  async content(): Promise<PictureContent> {
    const member = (await this.#container.open()).members[this.#index];
    if (member?.suffix !== this.#suffix) throw new Error("its container was changed since it was listed");
    return member.read();
  }
}
