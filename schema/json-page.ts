/** docs/json.md, from the published JSON Schema: every field of what `--json` writes. */
import { analysisJsonSchema } from "./json-schema.ts";

interface Node {
  $ref?: string;
  description?: string;
  type?: string;
  const?: unknown;
  enum?: unknown[];
  minimum?: number;
  maximum?: number;
  properties?: Record<string, Node>;
  required?: string[];
  items?: Node;
  prefixItems?: Node[];
  anyOf?: Node[];
  oneOf?: Node[];
}

/** First what a file holds, then what that is made of. */
const FIRST = ["Analysis", "RunSet", "Comparison"];

const HEAD = `# The JSON

Made from the schema by \`npm run schema\`; do not edit it by hand.

\`check --json\` writes an [Analysis](#analysis), of several runs a [RunSet](#runset); \`compare --json\` a [Comparison](#comparison). The server
(\`serve\`) answers with a [RunState](#runstate).
\`gan-diversity/schema\` is the JSON Schema, and \`parseAnalysis\` and \`parseResult\` check a file against it.

## What is stable

* \`schemaVersion\` is raised with every change after which an older reader would misread a file. Within one version fields are added and
  none is removed, renamed or given another meaning: ignore what you do not know.
* Names, units and ranges of figures are stable. Their values may change with the embedder (\`embedder.id\`) and the threshold
  (\`threshold.value\`): compare numbers of equal ones only.
* Sentences (\`title\`, \`why\`, \`advice\`, \`verdict.sentence\`, \`method\`, \`basis\` ...) are for people and may change. Ids of findings, statuses
  and reasons of assertions are for programs, and do not.
* Numbers are finite. What was not measured is left out or null, as its field says, and never NaN or 0.

## FID and KID

\`frechetDistance\` and \`kernelDistance\` are the formulas of FID and KID in the space of the embedder that was used. With the built-in
embedder, and with every preset, they can not be compared with published values: FID is defined by Inception-v3 with the weights of 2015, its
2048 pooled features, images resized to 299 x 299 in its own way, and by the number of images (its bias falls with it; 50,000 are usual).
They can be compared with each other: the same embedder, the same reference, the same number of images.

Where \`--model\` is an ONNX file of that very network with \`--reference\`, the formulas are the same, and two things still differ: the
resizing is that of this tool, and embeddings are scaled to unit length, which FID does not do. So the values stay another scale, and none
should be put into a table beside published ones. Take torch-fidelity or clean-fid for those. A FID in a log (\`scores.metrics\`) is shown as it
was logged.

`;

export const jsonPage = (): string => {
  const schema = analysisJsonSchema() as { $defs: Record<string, Node> };
  const names = [
    ...FIRST,
    ...Object.keys(schema.$defs)
      .filter((name) => !FIRST.includes(name))
      .sort(),
  ];
  return `${HEAD}${names.map((name) => section(name, schema.$defs[name]!)).join("\n")}`;
};

const section = (name: string, node: Node): string => {
  const lines = [`## ${name}`, "", ...(node.description ? [escaped(node.description), ""] : [])];
  const shapes = node.oneOf ?? node.anyOf ?? [node];
  for (const shape of shapes)
    lines.push(
      "| field | type | meaning |",
      "|---|---|---|",
      ...fieldRows(shape, "").map((cells) => `| ${cells.join(" | ")} |`),
      "",
    );
  return lines.join("\n");
};

/** Fields of an object that has no name of its own are told with their path. */
const fieldRows = ({ properties = {}, required = [] }: Node, path: string): [string, string, string][] =>
  Object.entries(properties).flatMap(([name, field]) => {
    const full = path === "" ? name : `${path}.${name}`;
    const inner = objectIn(field);
    const mark = required.includes(name) ? "" : ", may be left out";
    return [
      [`\`${full}\``, `${typeOf(field)}${mark}`, escaped(field.description ?? "")],
      ...(inner ? fieldRows(inner.node, `${full}${inner.lists}`) : []),
    ] as [string, string, string][];
  });

/** An object without a name of its own, and a `[]` for each list around it. */
const objectIn = (node: Node, lists = ""): { node: Node; lists: string } | null => {
  if (node.properties) return { node, lists };
  if (node.items) return objectIn(node.items, `${lists}[]`);
  for (const choice of node.anyOf ?? node.oneOf ?? []) {
    const found = objectIn(choice, lists);
    if (found) return found;
  }
  return null;
};

const typeOf = (node: Node): string => {
  if (node.$ref) {
    const name = node.$ref.replace("#/$defs/", "");
    return `[${name}](#${name.toLowerCase()})`;
  }
  if (node.anyOf ?? node.oneOf) return (node.anyOf ?? node.oneOf)!.map(typeOf).join(" or ");
  if (node.const !== undefined) return `\`${JSON.stringify(node.const)}\``;
  if (node.enum) return node.enum.map((value) => `\`${JSON.stringify(value)}\``).join(", ");
  if (node.prefixItems) return `pair of ${typeOf(node.prefixItems[0]!)}`;
  if (node.items) return `list of ${typeOf(node.items)}`;
  const range =
    node.minimum === undefined && node.maximum === undefined
      ? ""
      : ` from ${node.minimum ?? "any"}${node.maximum === undefined || node.maximum > 1e15 ? "" : ` to ${node.maximum}`}`;
  return `${node.type === "integer" ? "whole number" : (node.type ?? "any")}${range}`;
};

const escaped = (text: string): string => text.replaceAll("\n", " ").replaceAll("|", "\\|").replaceAll("<", "&lt;");
