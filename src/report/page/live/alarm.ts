/** What a person notices who looks elsewhere: the name and the picture of the tab, and what is read aloud. */
import type { RunState } from "../../../analysis/analysis.ts";
import { iconOf } from "../../dashboard/icon.ts";
import { spoken } from "../../dashboard/parts.ts";
import { type StateTone, titleSince } from "../../dashboard/states.ts";
import { one } from "../dom.ts";

export interface Alarm {
  tab: (title: string, tone: StateTone) => void;
  /** Reads aloud those whose state is another than when it was told last; the first time none. */
  tell: (states: readonly RunState[]) => void;
}

export const startAlarm = (): Alarm => {
  const said = one("#said")!;
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]')!;
  const known = new Map<string, string>();
  return {
    tab: (title, tone) => {
      if (document.title !== title) document.title = title;
      const address = iconOf(tone);
      if (icon.getAttribute("href") !== address) icon.href = address;
    },
    tell: (states) => {
      const changed = states.filter((state) => {
        const before = known.get(state.name);
        known.set(state.name, titleSince(state));
        return before !== undefined && before !== titleSince(state);
      });
      if (changed.length > 0) said.textContent = changed.map(spoken).join(" ");
    },
  };
};
