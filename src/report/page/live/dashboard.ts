/** The page of all runs stays current; without this script it shows what was when it was loaded. */
import "./dashboard.css";
import type { RunState } from "../../../analysis/analysis.ts";
import { cardParts, runCard } from "../../dashboard/card.ts";
import { countsOf, headline, ordered, rankOf, stateTone, tabTitle, worstOf } from "../../dashboard/states.ts";
import { all, fill, one } from "../dom.ts";
import { startAges } from "./ages.ts";
import { startAlarm } from "./alarm.ts";
import { startConnection } from "./connection.ts";
import { startFeed } from "./feed.ts";
import { replaceParts } from "./parts.ts";

const known = new Map<string, RunState>();
const list = one("#runs")!;
const alarm = startAlarm();
const tellAges = startAges();

const cardOf = (name: string): HTMLElement | undefined => all(".card", list).find((card) => card.dataset.run === name);

const take = (states: RunState[], isAll: boolean): void => {
  if (isAll) {
    const names = new Set(states.map(({ name }) => name));
    for (const name of known.keys()) if (!names.has(name)) known.delete(name);
    for (const card of all(".card", list)) if (!names.has(card.dataset.run!)) card.remove();
  }
  // The last to be placed stands first.
  for (const state of ordered(states).reverse()) {
    const before = known.get(state.name);
    if (before && before.changedAt > state.changedAt) continue;
    known.set(state.name, state);
    show(state);
  }
  const runs = [...known.values()];
  one("#all")!.className = `strip unpictured ${worstOf(runs)}`;
  one("#headline")!.textContent = headline(runs);
  one("#counts")!.textContent = countsOf(runs);
  one("#beginning")!.hidden = runs.length > 0;
  alarm.tab(tabTitle(runs), worstOf(runs));
  alarm.tell(states);
  tellAges();
};

/** A card moves only where its run begins to ask for more or less attention: what one looks at stays where it is. */
const show = (state: RunState): void => {
  const card = cardOf(state.name);
  if (!card) {
    place(fill(document.createElement("ul"), runCard(state)).firstElementChild as HTMLElement, state);
    return;
  }
  const tone = stateTone(state);
  replaceParts(card, cardParts(state));
  if (card.classList.contains(tone)) return;
  card.className = `card ${tone}`;
  place(card, state);
};

/** Above the first that asks for no more attention. */
const place = (card: HTMLElement, state: RunState): void => {
  const focused = card.contains(document.activeElement) ? (document.activeElement as HTMLElement) : null;
  const next = all(".card", list).find((other) => {
    const shown = known.get(other.dataset.run!);
    return other !== card && shown !== undefined && rankOf(shown) >= rankOf(state);
  });
  list.insertBefore(card, next ?? null);
  focused?.focus({ preventScroll: true });
};

startFeed({ events: "events", ask: "api/runs", take, connected: startConnection() });
