/** How states of runs are ordered and said; on the server and in the page alike. */
import type { RunState } from "../../analysis/analysis.ts";
import { counted, statusTone } from "../words.ts";

export type StateTone = "fail" | "warn" | "info" | "pass";

/** A run that fails by an assertion, or by `--fail-on warn`, fails, whatever its pictures say. */
export const stateTone = ({ status, shouldStop }: RunState): StateTone => {
  if (shouldStop) return "fail";
  return status === "waiting" ? "info" : statusTone(status);
};

const ORDER: readonly StateTone[] = ["fail", "warn", "info", "pass"];

/** What asks for attention is the least. */
export const rankOf = (state: RunState): number => ORDER.indexOf(stateTone(state));

/** What asks for attention first; among the same, what changed last. */
export const ordered = (states: readonly RunState[]): RunState[] =>
  [...states].sort(
    (a, b) => rankOf(a) - rankOf(b) || b.changedAt.localeCompare(a.changedAt) || a.name.localeCompare(b.name),
  );

/** "Mode collapse since step 1800" */
export const titleSince = ({ title, since }: RunState): string => (since === "" ? title : `${title} since ${since}`);

/** The one sentence that a person who looks up has to read. */
export const headline = (states: readonly RunState[]): string => {
  const of = (tone: StateTone) => states.filter((state) => stateTone(state) === tone);
  const [failing, warned, waiting] = [of("fail"), of("warn"), of("info")];
  const all = counted(states.length, "run");
  if (states.length === 0) return "No runs yet";
  if (failing.length === 1) return `${failing[0]!.name} fails: ${lowerFirst(titleSince(failing[0]!))}`;
  if (failing.length > 1)
    return failing.length === states.length ? `All ${all} fail` : `${failing.length} of ${all} fail`;
  if (warned.length === 1) return `${warned[0]!.name}: ${lowerFirst(titleSince(warned[0]!))}`;
  if (warned.length > 1) return `${warned.length} of ${all} have a warning`;
  if (waiting.length === states.length)
    return states.length === 1 ? "Waiting for the first checkpoints" : `${all} wait for their first checkpoints`;
  if (waiting.length > 0) return `No run fails, ${counted(waiting.length, "run")} of ${states.length} not judged yet`;
  return states.length === 1 ? `${states[0]!.name} is healthy` : `All ${all} are healthy`;
};

const COUNTED: Record<StateTone, readonly [one: string, many: string]> = {
  fail: ["fails", "fail"],
  warn: ["has a warning", "have a warning"],
  info: ["waits", "wait"],
  pass: ["is healthy", "are healthy"],
};

/** "4 runs: 1 fails, 3 are healthy"; of one run the headline says it. */
export const countsOf = (states: readonly RunState[]): string => {
  const counts = ORDER.flatMap((tone) => {
    const count = states.filter((state) => stateTone(state) === tone).length;
    return count === 0 ? [] : [`${count} ${COUNTED[tone][count === 1 ? 0 : 1]}`];
  });
  return states.length < 2 ? "" : `${counted(states.length, "run")}: ${counts.join(", ")}`;
};

export const worstOf = (states: readonly RunState[]): StateTone =>
  ORDER.find((tone) => states.some((state) => stateTone(state) === tone)) ?? "info";

const ALARM = "ALARM: ";

/** What the tab is called; an alarm comes first, as a tab shows few letters. */
export const tabTitle = (states: readonly RunState[]): string =>
  `${worstOf(states) === "fail" ? ALARM : ""}${headline(states)}`;

export const runTabTitle = (state: RunState): string =>
  `${stateTone(state) === "fail" ? ALARM : ""}${state.name}: ${titleSince(state)}`;

const lowerFirst = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
