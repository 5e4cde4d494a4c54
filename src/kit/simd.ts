/** What is written in AssemblyScript, in the folders `simd/`: one WebAssembly module, which each user instantiates for itself. */
import { readFileSync } from "node:fs";
import { packageFile } from "./package-file.ts";

// Of the types of TypeScript only those of a browser have it.
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array<ArrayBuffer>);
  }
  class Instance {
    constructor(module: Module);
    readonly exports: unknown;
  }
}

/** Memory of an instance. What lies in it belongs to who made the instance. */
export interface SimdMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): void;
}

const PAGE = 2 ** 16;

let compiled: WebAssembly.Module | undefined;

type Loops<Functions> = Functions & { readonly memory: SimdMemory };

/** Built by `npm run build:lanes`. */
export const simdInstance = <Functions>(): Loops<Functions> => {
  compiled ??= new WebAssembly.Module(readFileSync(packageFile("dist/simd.wasm")));
  return new WebAssembly.Instance(compiled).exports as Loops<Functions>;
};

/** An instance that is made when it is first asked for, and kept. */
export const simdLoops = <Functions>(): (() => Loops<Functions>) => {
  let loops: Loops<Functions> | undefined;
  return () => (loops ??= simdInstance<Functions>());
};

/** Afterwards there are so many bytes at least; where more were needed, what was seen of the memory before is detached. */
export const reserve = (memory: SimdMemory, bytes: number): ArrayBuffer => {
  const missing = bytes - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
  return memory.buffer;
};
