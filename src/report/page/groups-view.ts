/** All groups of a checkpoint: ordered, filtered, page by page, so that ten thousand can be looked at. */
import type { Group } from "../../analysis/analysis.ts";
import { escapeHtml } from "../html/escape.ts";
import { FEW_MEMBERS, groupCard, groupElement } from "../html/group-card.ts";
import { counted, whole } from "../words.ts";
import { all, choice, closest, fill, one, option } from "./dom.ts";
import { copyText } from "./exports.ts";
import { analysis, groupLimit, lastCheckpoint, pictureOf } from "./report-data.ts";

const PAGE = 30;
/** "Show more" adds this many. */
const MORE = 96;

const ORDERS: Record<string, { words: string; compare: (a: Group, b: Group) => number }> = {
  size: { words: "size", compare: (a, b) => b.size - a.size },
  tight: { words: "tightness (mean similarity)", compare: (a, b) => b.meanSimilarity - a.meanSimilarity },
  wide: { words: "diameter (lowest similarity)", compare: (a, b) => a.minSimilarity - b.minSimilarity },
};

export interface GroupsView {
  /** Shows these groups of the last checkpoint instead, or the analysis's own again. */
  replace: (groups: Group[] | null, limit: number) => void;
  /** Only groups with one of these members; null for all. */
  select: (members: ReadonlySet<string> | null) => void;
  /** Brings a group on the page; false when there is none of this id. */
  open: (id: string) => boolean;
}

export const startGroups = (): GroupsView | null => {
  const view = one("#group-view");
  const tools = one("#group-tools");
  if (!view || !tools) return null;
  let checkpoint = lastCheckpoint;
  let order = "size";
  let smallest = 2;
  let page = 0;
  let replaced: { groups: Group[]; limit: number } | null = null;
  let selected: ReadonlySet<string> | null = null;

  one("#earlier-groups")?.remove();
  tools.hidden = false;
  const checkpoints = analysis.checkpoints.map(({ label, groups }, index) =>
    option(index, `${escapeHtml(label)} (${groups.length})`),
  );
  const orders = Object.entries(ORDERS).map(([value, { words }]) => option(value, words));
  fill(
    tools,
    `<span${checkpoints.length > 1 ? "" : " hidden"}>${choice("Checkpoint", "checkpoint", checkpoints.reverse())}</span>
${choice("Order by", "order", orders)}
<label>At least <input name="smallest" type="number" min="2" size="5"> images</label>
<button type="button" data-do="all">Clear the selection of the map</button>`,
  );
  const field = (name: string) => one<HTMLInputElement>(`[name="${name}"]`, tools)!;

  /** What the slider shows instead of the groups of the analysis. */
  const regrouped = () => (checkpoint === lastCheckpoint ? replaced : null);
  const current = (): Group[] =>
    (regrouped()?.groups ?? analysis.checkpoints[checkpoint]!.groups)
      .filter(({ size, members }) => size >= smallest && (!selected || members.some((member) => selected!.has(member))))
      .sort(ORDERS[order]!.compare);
  const card = (group: Group, unfolding?: { shown?: number; isOpen: boolean }): string => {
    const threshold = regrouped()?.limit ?? groupLimit;
    return groupCard(
      group,
      { checkpoint: analysis.checkpoints[checkpoint]!, index: checkpoint, threshold, pictureOf },
      unfolding,
    );
  };
  const draw = (): void => {
    const groups = current();
    const pages = Math.max(1, Math.ceil(groups.length / PAGE));
    page = Math.min(page, pages - 1);
    const shown = groups.slice(page * PAGE, (page + 1) * PAGE);
    const turn = (to: number, words: string) =>
      `<button type="button" data-page="${to}"${to < 0 || to === pages ? " disabled" : ""}>${words}</button>`;
    const pager =
      pages === 1
        ? ""
        : `<nav class="toolbar" aria-label="Pages of groups">${turn(page - 1, "Previous")} <span>page ${page + 1} of ${whole(pages)}</span> ${turn(page + 1, "Next")}</nav>`;
    const none = selected || smallest > 2 ? "No group is like that." : "No two images are near-duplicates.";
    fill(
      view,
      `<h3 tabindex="-1">${escapeHtml(analysis.checkpoints[checkpoint]!.label)} · ${counted(groups.length, "group")}${regrouped() ? " at the threshold of the slider" : ""}${selected ? " of the selection" : ""}</h3>
${groups.length === 0 ? `<p>${none}</p>` : `<ol class="groups">${shown.map((group) => card(group, { isOpen: groups.length === 1 })).join("")}</ol>`}${pager}`,
    );
    view.dataset.checkpoint = `${checkpoint}`;
    for (const bar of all(".tools", view)) bar.hidden = false;
    field("checkpoint").value = `${checkpoint}`;
    field("smallest").value = `${smallest}`;
    one('[data-do="all"]', tools)!.hidden = selected === null;
  };

  tools.addEventListener("change", (event) => {
    const { name, value } = event.target as HTMLSelectElement | HTMLInputElement;
    if (name === "checkpoint") checkpoint = Number(value);
    if (name === "order") order = value;
    if (name === "smallest") smallest = Number(value) || 2;
    page = 0;
    draw();
  });
  tools.addEventListener("click", (event) => {
    if (!closest(event, '[data-do="all"]')) return;
    selected = null;
    draw();
  });
  view.addEventListener("click", (event) => {
    const turn = closest(event, "[data-page]");
    if (turn) {
      page = Number(turn.dataset.page);
      draw();
      const heading = one("h3", view)!;
      heading.focus();
      heading.scrollIntoView();
      return;
    }
    const action = closest(event, "[data-do]");
    const item = closest(event, ".group");
    const group = item && current().find(({ id }) => id === item.dataset.group);
    if (!action || !group) return;
    if (action.dataset.do === "copy") void copyText(group.members.join("\n"), action);
    if (action.dataset.do === "more") {
      const shown = Math.max(FEW_MEMBERS, all(".names li", item).length) + MORE;
      item.outerHTML = card(group, { shown, isOpen: true });
      const fresh = document.getElementById(groupElement(checkpoint, group.id))!;
      one(".tools", fresh)!.hidden = false;
      (one('[data-do="more"]', fresh) ?? one('[data-do="copy"]', fresh))?.focus();
    }
  });

  draw();
  return {
    replace: (groups, limit) => {
      replaced = groups && { groups, limit };
      checkpoint = lastCheckpoint;
      draw();
    },
    select: (members) => {
      selected = members;
      page = 0;
      draw();
    },
    open: (id) => {
      const found = analysis.checkpoints.findLastIndex(({ groups }) => groups.some((group) => group.id === id));
      if (found < 0) return false;
      checkpoint = found;
      replaced = selected = null;
      smallest = 2;
      page = Math.floor(current().findIndex((group) => group.id === id) / PAGE);
      draw();
      const item = document.getElementById(groupElement(checkpoint, id))!;
      item.classList.add("target");
      one<HTMLDetailsElement>("details", item)!.open = true;
      item.scrollIntoView({ block: "center" });
      return true;
    },
  };
};
