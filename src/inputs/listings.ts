/** Folders that were listed ahead of who reads them. */
import { type Listing, walkFolder } from "./walk-folder.ts";

/** What is there is asked of the disk once, and one and the same answer decides what is remembered and what is read. */
export class Listings {
  readonly #ahead = new Map<string, Listing>();

  /** Lists it, and keeps that for `take`. @param folder absolute */
  async listAhead(folder: string): Promise<Listing> {
    const listing = await walkFolder(folder);
    this.#ahead.set(folder, listing);
    return listing;
  }

  /** As it was listed ahead, which is handed on once; listed now where it was not. */
  async take(folder: string): Promise<Listing> {
    const listing = this.#ahead.get(folder);
    this.#ahead.delete(folder);
    return listing ?? walkFolder(folder);
  }
}
