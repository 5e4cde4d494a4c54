import { expect, test } from "vitest";
import { describeTypes } from "../../schema/describe-types.ts";

const definitions = {
  Group: {
    description: "A group.",
    properties: {
      id: { type: "string", description: "Its id." },
      parts: {
        anyOf: [{ properties: { low: { type: "number", description: "In [0, 1].\nNo more. */" } } }, { type: "null" }],
      },
      twins: { description: "Pairs.", items: { properties: { name: { $ref: "#/$defs/Name" } } } },
      last: { anyOf: [{ $ref: "#/$defs/Name" }, { type: "null" }] },
    },
  },
  Name: { type: "string", description: "A name." },
} as const;

test("every field of the emitted types gets the description it has in the JSON Schema, and nothing else changes", () => {
  const emitted = [
    "export declare const groupSchema: Field<{",
    "    id: string;",
    "    parts?: {",
    "        low: number;",
    "    } | null;",
    "    twins: {",
    "        name: string;",
    "    }[];",
    "    last: string | null;",
    "}>;",
    "export interface Group extends Holds<typeof groupSchema> {",
    "}",
    "declare const other: {",
    "    id: string;",
    "};",
  ];
  const described = describeTypes(emitted.join("\n"), structuredClone(definitions) as never).split("\n");
  expect(described.filter((line) => !line.includes("/**"))).toEqual(emitted);
  const above = (line: string) => described[described.indexOf(line) - 1];
  expect(above("    id: string;")).toBe("    /** Its id. */");
  expect(above("        low: number;")).toBe("        /** In [0, 1]. No more. * / */");
  expect(above("    twins: {")).toBe("    /** Pairs. */");
  expect(above("        name: string;")).toBe("        /** A name. */");
  expect(above("    last: string | null;")).toBe("    /** A name. */");
  expect(above(emitted[10]!)).toBe("/** A group. */");
  expect(described.at(-2)).toBe("    id: string;");
  expect(described.at(-3)).toBe("declare const other: {");
});
