/**
 * JUnit XML, as Jenkins, GitLab, Azure and others read it: a suite for each run, a case for the verdict and for each finding. It holds to the
 * schema of Jenkins, and to that of Ant but for `<skipped/>`: so every case has a time (0, for checks are not timed apart) and every suite
 * an empty system-err.
 */
import { type Outcome, outcomesOf, type RunOutcomes } from "../outcomes.ts";
import type { Result } from "../runs.ts";
import { escapeXml } from "./escape-xml.ts";

export const renderJunit = (result: Result): string => {
  const runs = outcomesOf(result);
  const suites = runs.map((run, id) => suite(run, { id, createdAt: result.createdAt }));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join("\n")}\n</testsuites>\n`;
};

const suite = (
  { name, analysis, outcomes }: RunOutcomes,
  { id, createdAt }: { id: number; createdAt: string },
): string => {
  const count = (...statuses: Outcome["status"][]) => outcomes.filter(({ status }) => statuses.includes(status)).length;
  const title = name || analysis?.settings.inputs.join(", ") || analysis?.settings.scores || "gan-diversity";
  const seconds = (analysis?.timings ?? []).reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1000;
  const head = attributes({
    id: `${id}`,
    package: "gan-diversity",
    name: title,
    timestamp: createdAt.slice(0, 19),
    hostname: "localhost",
    tests: `${outcomes.length}`,
    failures: `${count("failed")}`,
    errors: `${count("error")}`,
    time: seconds.toFixed(3),
  });
  const properties = Object.entries({
    verdict: analysis?.verdict.status,
    confidence: analysis?.verdict.confidence,
    version: analysis?.tool.version,
    embedder: analysis?.embedder?.id,
    threshold: analysis?.threshold?.value,
  }).flatMap(([key, value]) =>
    value === undefined ? [] : [`<property${attributes({ name: key, value: `${value}` })}/>`],
  );
  return [
    `<testsuite${head}>`,
    `<properties>${properties.join("")}</properties>`,
    ...outcomes.map((outcome) => testCase(outcome, title)),
    `<system-out>${outcomes
      .filter(({ status }) => status === "warned")
      .map(told)
      .join("\n")}</system-out>`,
    "<system-err/>",
    "</testsuite>",
  ].join("\n");
};

const testCase = (outcome: Outcome, suiteName: string): string => {
  const { kind, id, status, title } = outcome;
  const head = attributes({ classname: `${suiteName}.${kind}`, name: id, time: "0" });
  const tag = ({ failed: "failure", error: "error", skipped: "skipped" } as const)[status as "failed"];
  if (tag === undefined) return `<testcase${head}/>`;
  const body =
    status === "skipped"
      ? "<skipped/>"
      : `<${tag}${attributes({ message: title, type: id })}>${told(outcome)}</${tag}>`;
  return `<testcase${head}>${body}</testcase>`;
};

const told = ({ id, title, lines }: Outcome): string => [`${id}: ${title}`, ...lines].map(escapeXml).join("\n");

const attributes = (values: Record<string, string>): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeXml(value)}"`)
    .join("");
