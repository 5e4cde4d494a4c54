/** The descriptions of the fields as comments in the emitted types, where editors show them. */
import type { JsonSchema } from "@valibot/to-json-schema";

type Definitions = Record<string, JsonSchema>;

/** @param declarations text of a `.d.ts` file of `src/analysis/`, as the compiler writes it: a field a line */
export const describeTypes = (declarations: string, definitions: Definitions): string => {
  /** Of the braces that are open, the innermost last; null where they hold no fields of a definition. */
  const open: (JsonSchema | null)[] = [];
  const lines = declarations.split("\n").flatMap((line) => {
    const comments: string[] = [];
    const [, schemaName] = /^export declare const (\w+)Schema: .*\{$/.exec(line) ?? [];
    const [, typeName] = /^export interface (\w+) extends/.exec(line) ?? [];
    const [, indent, field] = /^( +)(\w+)\??: /.exec(line) ?? [];
    if (schemaName) open.push(definitions[schemaName[0]!.toUpperCase() + schemaName.slice(1)] ?? null);
    else if (typeName) comments.push(...commentOf(definitions[typeName], definitions, ""));
    else if (field) {
      const schema = open.at(-1)?.properties?.[field] as JsonSchema | undefined;
      comments.push(...commentOf(schema, definitions, indent!));
      if (line.endsWith("{")) open.push(schema ? fieldsOf(schema) : null);
    } else if (/^ *\}/.test(line) && !line.endsWith("{")) open.pop();
    return [...comments, line];
  });
  return lines.join("\n");
};

const commentOf = (schema: JsonSchema | undefined, definitions: Definitions, indent: string): string[] => {
  const description = schema && descriptionOf(schema, definitions);
  return description === undefined
    ? []
    : [`${indent}/** ${description.replaceAll("\n", " ").replaceAll("*/", "* /")} */`];
};

const descriptionOf = ({ description, $ref, anyOf }: JsonSchema, definitions: Definitions): string | undefined => {
  if (description !== undefined) return description;
  if ($ref !== undefined) return definitions[$ref.replace("#/$defs/", "")]?.description;
  return anyOf && descriptionOf(anyOf[0] as JsonSchema, definitions);
};

/** What stands in the braces: the object itself, or the one in a list or beside null. */
const fieldsOf = (schema: JsonSchema): JsonSchema | null => {
  const inner = (schema.items ?? schema.anyOf?.[0]) as JsonSchema | undefined;
  return schema.properties ? schema : inner ? fieldsOf(inner) : null;
};
