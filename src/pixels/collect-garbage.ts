import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

let collect: (() => void) | null = null;

/** Frees what this thread does not need any more. Pixels lie outside V8's heap, so that hundreds of MB of them are no reason for it to hurry. */
export const collectGarbage = (): void => {
  if (!collect) {
    setFlagsFromString("--expose-gc");
    collect = runInNewContext("gc") as () => void;
  }
  collect();
};

/** The same with what is left moved together: the names of a million files lie among what was made on the way to them, and hold its pages. */
export const compactMemory = (): void => {
  setFlagsFromString("--compact-on-every-full-gc");
  collectGarbage();
  // Pages are given back one collection later.
  collectGarbage();
  setFlagsFromString("--no-compact-on-every-full-gc");
};

/** For fewer it is not worth its time. */
const MANY_IMAGES = 50_000;

/** Before something large is begun: gives back what so many images were made ready by. */
export const compactBehind = (images: number): void => {
  if (images >= MANY_IMAGES) compactMemory();
};
