/** The checks that ask for nothing, a line for those of a kind. */
import type { Finding } from "../../analysis/analysis.ts";
import { counted, plain } from "../words.ts";
import { paint, type Screen } from "./screen.ts";
import { hang, wrap } from "./wrap.ts";

/** @param most lines for the reasons of those that were not judged; where they do not do, their names alone are said */
export const checkLines = (findings: readonly Finding[], screen: Screen, most: number): string[] => {
  const of = (status: Finding["status"]) => findings.filter((finding) => finding.status === status);
  const passed = of("pass").length;
  return [
    ...(passed > 0 ? [paint(screen, "pass")(`${counted(passed, "check")} passed`)] : []),
    ...of("info").flatMap(({ id, title }) => wrap(plain(`noted: ${id} (${title})`), screen.width)),
    ...unjudgedLines(of("not-applicable"), screen, most).map(paint(screen, "not-applicable")),
  ];
};

const unjudgedLines = (unjudged: readonly Finding[], { width }: Screen, most: number): string[] => {
  if (unjudged.length === 0) return [];
  const byReason = new Map<string, string[]>();
  for (const { id, evidence } of unjudged) {
    const [first] = evidence;
    const reason = first?.type === "text" ? first.text.replace(/\.$/, "") : "";
    byReason.set(reason, [...(byReason.get(reason) ?? []), id]);
  }
  const said = (text: string) =>
    hang(plain(`${counted(unjudged.length, "check")} not judged: ${text}`), width, "", "  ");
  const reasons = said([...byReason].map(([reason, ids]) => `${ids.join(", ")} (${reason})`).join(", "));
  const names = said(`${unjudged.map(({ id }) => id).join(", ")} (--verbose says why)`);
  return reasons.length <= most ? reasons : names;
};
