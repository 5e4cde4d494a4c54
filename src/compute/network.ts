/** A feed-forward network described without any runtime's own format, so that every backend executes the same weights. */

export interface Network {
  id: string;
  /** Values per image. */
  inputLength: number;
  /** Length of the output vector. */
  dimension: number;
  /** In execution order; the last layer is the output. */
  layers: readonly Layer[];
  /** All parameters, one after the other, as IEEE 754 binary16, little-endian; `ParameterRef` points into them. */
  parameters: Uint8Array;
}

/** `shape` values from the one at `offset` on, row-major. */
export interface ParameterRef {
  offset: number;
  shape: readonly number[];
}

/** Feature maps are channels x height x width, vectors are flat. */
export type Layer =
  /** A map out of the input: channels x height x width of its values from `offset` on. */
  | { op: "view"; name: string; offset: number; shape: readonly [number, number, number] }
  | {
      op: "conv";
      name: string;
      input: string;
      /** output channels x input channels x height x width */
      weight: ParameterRef;
      bias: ParameterRef;
      stride: number;
      /** Zeros added on each side. */
      padding: number;
      relu: boolean;
    }
  /** Rectified sum of two maps. */
  | { op: "add-relu"; name: string; inputs: readonly [string, string] }
  /** Map to vector in channels x height x width order. */
  | { op: "flatten"; name: string; input: string }
  /** Map to vector: (mean over positions of max(x, floor)^power)^(1/power). */
  | { op: "generalized-mean"; name: string; input: string; power: number; floor: number }
  | { op: "concat"; name: string; inputs: readonly string[] }
  /** weight: outputs x inputs. */
  | { op: "dense"; name: string; input: string; weight: ParameterRef; bias: ParameterRef; relu: boolean }
  /** A vector, or the channels of a map at each position, to Euclidean length `length`; zero stays zero. */
  | { op: "normalize"; name: string; input: string; length: number };

/** Under this length a vector counts as zero. */
export const SMALLEST_NORM = 1e-12;

const HALF = 2;

/** What a reference points at, as it is stored (a view, not a copy). */
export const parameterBytes = ({ parameters }: Network, { offset, shape }: ParameterRef): Uint8Array =>
  parameters.subarray(HALF * offset, HALF * (offset + shape.reduce((product, length) => product * length, 1)));
