/** The ONNX model that answers a `TileQuery`: a product of two blocks of rows, and reductions of it. */

import type { Encoded } from "../../kit/protobuf-writer.ts";
import { BARRED, type TileQuery } from "../backend.ts";
import { FLOAT, INT32, INT64, model, node, tensor, valueInfo } from "./model.ts";

/** Larger than any tile: "to the end". */
const END = 2 ** 31;

/**
 * Inputs "rows" (m x d), "columns" (n x d), "offsets" (m x n, only when barred), "bound0" ... (1 or m x 1 or n), "rowLabels"
 * (m x 1), "columnLabels" (1 x n), "rowK" and "columnK" (1), "rowPlaces" (1 x m), "columnPlaces" (n x 1). Outputs "rowCounts0" (m),
 * "columnCounts0" (n) ..., "rowPositions0" (m x 1), "columnPositions0" (1 x n) ..., "rowKernels" (m), "columnKernels" (n),
 * "rowBest" and "rowBestIndex" (m x rowK), "columnBest" and "columnBestIndex" (n x columnK), "elsewhere" (m), "sample".
 */
export const tileQueryModel = (query: TileQuery, barred: boolean): Uint8Array => {
  const { bounds, positions, nearest, labels, kernel, sampleStep } = query;
  return model(
    node("Gemm", ["rows", "columns", ...(barred ? ["offsets"] : [])], "product", { transB: { int: 1 } }),
    integers("first", 0),
    integers("second", 1),
    valueInfo(11, "rows", ["m", "d"]),
    valueInfo(11, "columns", ["n", "d"]),
    ...(barred ? [valueInfo(11, "offsets", ["m", "n"])] : []),
    ...bounds.flatMap((_, index) => [...countParts(index), ...(positions ? positionParts(index) : [])]),
    ...(positions ? [valueInfo(11, "rowPlaces", [1, "m"]), valueInfo(11, "columnPlaces", ["n", 1])] : []),
    ...(kernel ? kernelParts() : []),
    ...(nearest ? nearestParts(nearest.columnsToo) : []),
    ...(labels ? labelParts() : []),
    ...(sampleStep ? sampleParts(sampleStep) : []),
  );
};

const integers = (name: string, value: number): Encoded => tensor(name, [1], BigInt64Array.of(BigInt(value)));

const countParts = (index: number): Encoded[] => {
  const name = (part: string) => `${part}${index}`;
  const sum = (axis: string, output: string) =>
    node("ReduceSum", [name("reached"), axis], output, { keepdims: { int: 0 } });
  return [
    node("GreaterOrEqual", ["product", name("bound")], name("reaches")),
    node("Cast", [name("reaches")], name("reached"), { to: { int: FLOAT } }),
    sum("second", name("rowCounts")),
    sum("first", name("columnCounts")),
    valueInfo(11, name("bound"), [name("p"), name("q")]),
    valueInfo(12, name("rowCounts"), ["m"]),
    valueInfo(12, name("columnCounts"), ["n"]),
  ];
};

const positionParts = (index: number): Encoded[] => [
  node("MatMul", [`reached${index}`, "columnPlaces"], `rowPositions${index}`),
  node("MatMul", ["rowPlaces", `reached${index}`], `columnPositions${index}`),
  valueInfo(12, `rowPositions${index}`, ["m", 1]),
  valueInfo(12, `columnPositions${index}`, [1, "n"]),
];

/** (s + 1)^3 - 1 = s (s (s + 3) + 3). */
const kernelParts = (): Encoded[] => [
  tensor("three", [], Float32Array.of(3)),
  node("Add", ["product", "three"], "plusThree"),
  node("Mul", ["product", "plusThree"], "quadratic"),
  node("Add", ["quadratic", "three"], "quadraticPlusThree"),
  node("Mul", ["product", "quadraticPlusThree"], "kernel"),
  node("ReduceSum", ["kernel", "second"], "rowKernels", { keepdims: { int: 0 } }),
  node("ReduceSum", ["kernel", "first"], "columnKernels", { keepdims: { int: 0 } }),
  valueInfo(12, "rowKernels", ["m"]),
  valueInfo(12, "columnKernels", ["n"]),
];

const nearestParts = (columnsToo: boolean): Encoded[] => [
  ...topParts("row", "product", "m"),
  ...(columnsToo
    ? [node("Transpose", ["product"], "turned", { perm: { ints: [1, 0] } }), ...topParts("column", "turned", "n")]
    : []),
];

const topParts = (side: "row" | "column", product: string, length: string): Encoded[] => [
  node("TopK", [product, `${side}K`], [`${side}Best`, `${side}Long`], { axis: { int: 1 } }),
  node("Cast", [`${side}Long`], `${side}BestIndex`, { to: { int: INT32 } }),
  valueInfo(11, `${side}K`, [1], INT64),
  valueInfo(12, `${side}Best`, [length, `${side}k`]),
  valueInfo(12, `${side}BestIndex`, [length, `${side}k`], INT32),
];

const labelParts = (): Encoded[] => [
  tensor("barred", [], Float32Array.of(BARRED)),
  node("Equal", ["rowLabels", "columnLabels"], "sameLabel"),
  node("Where", ["sameLabel", "barred", "product"], "others"),
  node("ReduceMax", ["others"], "elsewhere", { axes: { ints: [1] }, keepdims: { int: 0 } }),
  valueInfo(11, "rowLabels", ["m", 1]),
  valueInfo(11, "columnLabels", [1, "n"]),
  valueInfo(12, "elsewhere", ["m"]),
];

const sampleParts = (step: number): Encoded[] => [
  ...(step === 1
    ? [node("Identity", ["product"], "sample")]
    : [
        integers("end", END),
        integers("step", step),
        node("Slice", ["product", "first", "end", "second", "step"], "sample"),
      ]),
  valueInfo(12, "sample", ["m", "s"]),
];
