/** A user's model, read whole: what was hashed is what runs. How it was found and read is not this room's business. */
export type ModelFile = { name: string } & (
  | { format: "onnx"; bytes: Uint8Array }
  | {
      format: "tensorflow";
      kind: "graph" | "layers";
      topology: object;
      weightSpecs: readonly object[];
      weights: Uint8Array;
    }
);

export type ModelFormat = ModelFile["format"];

/** How tokens become one vector: the first of them, or the mean over all. */
export const POOLINGS = ["cls", "mean"] as const;
export type Pooling = (typeof POOLINGS)[number];

/** What the shapes in the file leave open. */
export interface ModelSettings {
  /** Side of the square input, pixels; needed where the model takes any size. */
  inputSize?: number;
  pooling?: Pooling;
  /** Name of the output to take; in an ONNX or graph model any tensor inside, in a layers model any layer. */
  output?: string;
}

/** What a loaded model takes and gives. */
export interface ModelShape {
  /** channels-first: 3 x size x size; channels-last: size x size x 3. */
  layout: "channels-first" | "channels-last";
  size: number;
  dimension: number;
}
