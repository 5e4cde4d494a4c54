/** What the machines that work on one check share: named pieces of bytes, each whole or not there. One implementation is a folder. */

export interface SharedStore {
  /** Where it is, for messages. */
  readonly place: string;
  /** Takes the place of what has this name. @throws InputError when it can not be written */
  put(name: string, content: Uint8Array | AsyncIterable<Uint8Array>): Promise<void>;
  /** null where nothing has this name. @throws InputError when it can not be read, or is larger than `most` bytes */
  get(name: string, most: number): Promise<Buffer | null>;
  has(name: string): Promise<boolean>;
  /** All names, in no order. @throws InputError when they can not be told */
  names(): Promise<string[]>;
  /** Path of a file on this machine that holds it, for what is too large for memory; null where nothing has this name. */
  file(name: string): Promise<string | null>;
}
