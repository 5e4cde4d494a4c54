/** The JSON Schema of gan-diversity.config.json, from the options of `gan-diversity check`. */
import { Command, type Option } from "commander";
import { addCheckCommand } from "../src/cli/check-command.ts";
import { configNames, isRepeated } from "../src/cli/config-file.ts";

export const configJsonSchema = (): object => {
  const program = new Command();
  addCheckCommand(program, () => {});
  const [check] = program.commands as [Command];
  const fields = configNames(check)
    .filter((name) => name !== "pictures")
    .map((name) => [name, field(check.options.filter((option) => option.attributeName() === name))]);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "gan-diversity.config.json",
    description: "Options of `gan-diversity check`; the command line wins. Paths are relative to the file.",
    type: "object",
    additionalProperties: false,
    properties: {
      $schema: { type: "string" },
      pictures: { description: "Folders, files or globs with samples.", ...texts },
      ...Object.fromEntries(fields),
    },
  };
};

const texts = { anyOf: [{ type: "string" }, { type: "array", items: { type: "string" } }] };

const field = (options: readonly Option[]): object => {
  const valued = options.find(({ required, optional }) => required || optional);
  const { description } = valued ?? options[0]!;
  if (!valued) return { description, type: "boolean" };
  if (isRepeated(valued)) return { description, ...texts };
  const canBeOff = options.some(({ negate }) => negate);
  return canBeOff
    ? { description, anyOf: [{ type: ["string", "number"] }, { const: false }] }
    : { description, type: ["string", "number"] };
};
