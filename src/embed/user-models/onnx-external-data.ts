/**
 * Finds weights that an ONNX file takes from another file (onnx.proto: TensorProto.external_data). A runtime would look for that file
 * in the working directory, and its bytes are in no hash of the model.
 */
import { fieldsOf } from "../../kit/protobuf-reader.ts";

type Message = "model" | "graph" | "node" | "attribute" | "function" | "training" | "tensor" | "sparse tensor";

/** Of every message the fields that lead to a tensor. */
const FIELDS: Readonly<Record<Message, Readonly<Record<number, Message>>>> = {
  model: { 7: "graph", 20: "training", 25: "function" },
  graph: { 1: "node", 5: "tensor", 15: "sparse tensor" },
  node: { 5: "attribute" },
  attribute: { 5: "tensor", 6: "graph", 10: "tensor", 11: "graph", 22: "sparse tensor", 23: "sparse tensor" },
  function: { 7: "node", 11: "attribute" },
  training: { 1: "graph", 2: "graph" },
  tensor: {},
  "sparse tensor": { 1: "tensor", 2: "tensor" },
};
const TENSOR = { externalData: 13, location: 14 } as const;
const ENTRY = { key: 1, value: 2 } as const;
const NAME_OF_FILE = "location";

/** The name of that file, "" where it has none; null when everything is inside. @throws RangeError when the bytes are no message */
export const externalDataOf = (bytes: Uint8Array): string | null => {
  // Graphs may lie in graphs, as deep as a file likes.
  const waiting: [Message, Buffer][] = [["model", Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [message, content] = next;
    if (message === "tensor") {
      const external = externalOfTensor(content);
      if (external !== null) return external;
      continue;
    }
    for (const field of fieldsOf(content)) {
      const inner = FIELDS[message][field.number];
      if (inner !== undefined) waiting.push([inner, field.bytes]);
    }
  }
  return null;
};

const externalOfTensor = (tensor: Buffer): string | null => {
  let found: string | null = null;
  for (const { bytes } of fieldsOf(tensor, TENSOR.externalData)) found = nameIn(bytes) ?? found ?? "";
  for (const { integer } of fieldsOf(tensor, TENSOR.location)) if (integer !== 0n) found ??= "";
  return found;
};

const nameIn = (entry: Buffer): string | null => {
  const [key] = fieldsOf(entry, ENTRY.key);
  const [value] = fieldsOf(entry, ENTRY.value);
  return key?.bytes.toString() === NAME_OF_FILE ? (value?.bytes.toString() ?? null) : null;
};
