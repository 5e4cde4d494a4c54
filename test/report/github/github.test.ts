import { expect, test } from "vitest";
import { withoutCommands } from "../../../src/report/github/commands.ts";
import { renderGithub } from "../../../src/report/github/github.ts";
import { HOSTILE } from "../../helpers/analysis-fixtures.ts";
import { fullAnalysis, runSet } from "../../helpers/report-fixtures.ts";

/** As the runner reads a line: `::name key=value,key=value::message`, with `%25 %0D %0A %3A %2C` unescaped. */
const parse = (line: string) => {
  const [, command, properties = "", message = ""] = /^::([a-z]+)(?: (.*?))?::(.*)$/.exec(line) ?? [];
  const decoded = (text: string) =>
    text
      .replaceAll("%3A", ":")
      .replaceAll("%2C", ",")
      .replaceAll("%0D", "\r")
      .replaceAll("%0A", "\n")
      .replaceAll("%25", "%");
  return {
    command,
    properties: properties.split(",").map((pair) => pair.split("=", 2).map(decoded)),
    message: decoded(message),
  };
};

const lines = (text: string) => text.trimEnd().split("\n").map(parse);

test("what fails is an error, what warns a warning, the verdict first, each with its title", () => {
  const analysis = fullAnalysis();
  const [verdict, ...findings] = lines(renderGithub(analysis));
  expect(verdict).toMatchObject({ command: "error", properties: [["title", "gan-diversity"]] });
  expect(verdict!.message.split("\n")[0]).toBe(analysis.verdict.sentence);
  expect(findings.map(({ command, properties }) => [command, properties[0]![1]])).toEqual(
    analysis.findings
      .filter(({ status }) => status === "fail" || status === "warn")
      .map(({ status, id }) => [status === "fail" ? "error" : "warning", id]),
  );
});

test("a run that passes is one notice, and every line of several runs names its run", () => {
  const said = lines(renderGithub(runSet()));
  expect(said.filter(({ command }) => command === "notice")).toEqual([
    { command: "notice", properties: [["title", "lr0010"]], message: "Fine." },
  ]);
  for (const { properties } of said) expect(properties[0]![1]).toMatch(/^(lr0002|lr0010|broken lr0002)/);
});

test("no name can end a command, begin another or add a property", () => {
  const attack = `${HOSTILE}\r\n::set-env name=X::y,file=/etc/passwd::%0A::error::z`;
  const text = renderGithub(runSet(attack));
  for (const line of text.trimEnd().split("\n")) {
    const { command, properties } = parse(line);
    expect(["error", "warning", "notice"]).toContain(command);
    expect(properties.map(([name]) => name)).toEqual(["title"]);
  }
  expect(text).not.toContain("\r");
});

test("text for the log of Actions holds no command, and stays as it is where there was none", () => {
  const taken = withoutCommands("::add-mask::a\n  ::error::b\nc ::d\n##[group]e\nx: y\n");
  expect(taken.split("\n").filter((line) => /^\s*::|##\[/.test(line))).toEqual([]);
  expect(taken).toContain("c ::d");
  expect(withoutCommands("Mode collapse: a, b\n#[c] ##\n")).toBe("Mode collapse: a, b\n#[c] ##\n");
});
