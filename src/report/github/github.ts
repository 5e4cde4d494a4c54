/** Annotations of GitHub Actions: a workflow command for whatever fails or warns, and one notice where nothing does. */
import { type Outcome, outcomesOf } from "../outcomes.ts";
import type { Result } from "../runs.ts";
import { plain } from "../words.ts";

const COMMANDS: Partial<Record<Outcome["status"], string>> = { failed: "error", error: "error", warned: "warning" };

/** GitHub shows ten errors and ten warnings of a step, so the verdict of each run comes before its findings. */
export const renderGithub = (result: Result): string =>
  outcomesOf(result)
    .flatMap(({ name, outcomes }) => {
      const told = outcomes.flatMap(({ kind, id, status, title, lines }) => {
        const command = COMMANDS[status];
        const heading = [name, kind === "verdict" ? "gan-diversity" : id].filter((part) => part !== "").join(": ");
        return command === undefined ? [] : [annotation(command, heading, [title, ...lines])];
      });
      const [verdict] = outcomes;
      return told.length > 0 ? told : [annotation("notice", name || "gan-diversity", [verdict!.title])];
    })
    .map((line) => `${line}\n`)
    .join("");

const annotation = (command: string, title: string, lines: readonly string[]): string =>
  `::${command} title=${escapeProperty(title)}::${escapeData(lines.map(plain).join("\n"))}`;

const escapeData = (text: string): string =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

const escapeProperty = (text: string): string => escapeData(plain(text)).replaceAll(":", "%3A").replaceAll(",", "%2C");
