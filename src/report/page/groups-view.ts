/** All groups of a checkpoint: ordered, filtered, page by page, so that ten thousand can be looked at. */
import type { Group } from "../../analysis/analysis.ts";
import { escapeHtml } from "../html/escape.ts";
import { FEW_MEMBERS, groupCard, groupElement } from "../html/group-card.ts";
import { counted, whole } from "../words.ts";
import { closest, fill, one } from "./dom.ts";
import { copyText } from "./exports.ts";
import { analysis, findGroup, groupLimit, lastCheckpoint, pictureOf } from "./report-data.ts";

const PAGE = 50;
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
  fill(
    tools,
    `<label>Checkpoint <select name="checkpoint">${analysis.checkpoints
      .map(({ label, groups }, index) => `<option value="${index}">${escapeHtml(label)} (${groups.length})</option>`)
      .reverse()
      .join("")}</select></label>
<label>Order by <select name="order">${Object.entries(ORDERS)
      .map(([value, { words }]) => `<option value="${value}">${words}</option>`)
      .join("")}</select></label>
<label>At least <input name="smallest" type="number" min="2" value="2" size="5"> images</label>
<button type="button" data-do="all" hidden>Clear the selection of the map</button>`,
  );

  const current = (): Group[] =>
    (replaced && checkpoint === lastCheckpoint ? replaced.groups : analysis.checkpoints[checkpoint]!.groups)
      .filter(({ size, members }) => size >= smallest && (!selected || members.some((member) => selected!.has(member))))
      .sort(ORDERS[order]!.compare);
  const place = () => ({
    checkpoint: analysis.checkpoints[checkpoint]!,
    index: checkpoint,
    threshold: replaced && checkpoint === lastCheckpoint ? replaced.limit : groupLimit,
    pictureOf,
  });
  const draw = (): void => {
    const groups = current();
    const pages = Math.max(1, Math.ceil(groups.length / PAGE));
    page = Math.min(page, pages - 1);
    const shown = groups.slice(page * PAGE, (page + 1) * PAGE);
    const pager =
      pages === 1
        ? ""
        : `<nav class="toolbar" aria-label="Pages of groups"><button type="button" data-page="${page - 1}"${page === 0 ? " disabled" : ""}>Previous</button> <span>page ${page + 1} of ${whole(pages)}</span> <button type="button" data-page="${page + 1}"${page === pages - 1 ? " disabled" : ""}>Next</button></nav>`;
    const { label } = analysis.checkpoints[checkpoint]!;
    fill(
      view,
      `<h3 tabindex="-1">${escapeHtml(label)} · ${counted(groups.length, "group")}${replaced && checkpoint === lastCheckpoint ? " at the threshold of the slider" : ""}${selected ? " of the selection" : ""}</h3>
${groups.length === 0 ? `<p>${selected || smallest > 2 ? "No group is like that." : "No two images are near-duplicates."}</p>` : `<ol class="groups">${shown.map((group) => groupCard(group, place())).join("")}</ol>`}${pager}`,
    );
    view.dataset.checkpoint = `${checkpoint}`;
    for (const bar of view.querySelectorAll<HTMLElement>(".tools")) bar.hidden = false;
    one('[data-do="all"]', tools)!.hidden = selected === null;
  };

  tools.addEventListener("change", (event) => {
    const field = event.target as HTMLSelectElement | HTMLInputElement;
    if (field.name === "checkpoint") checkpoint = Number(field.value);
    if (field.name === "order") order = field.value;
    if (field.name === "smallest") smallest = Number(field.value) || 2;
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
    const card = closest(event, ".group");
    const group = card && current().find(({ id }) => id === card.dataset.group);
    if (!action || !card || !group) return;
    if (action.dataset.do === "copy") void copyText(group.members.join("\n"), action);
    if (action.dataset.do === "more") {
      const shown = Math.max(FEW_MEMBERS, card.querySelectorAll(".zoom, .names li").length) + MORE;
      card.outerHTML = groupCard(group, place(), shown);
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
      one<HTMLSelectElement>('[name="checkpoint"]', tools)!.value = `${checkpoint}`;
      draw();
    },
    select: (members) => {
      selected = members;
      page = 0;
      draw();
    },
    open: (id) => {
      const found = findGroup(id);
      if (!found) return false;
      checkpoint = found.checkpoint;
      replaced = selected = null;
      smallest = 2;
      one<HTMLSelectElement>('[name="checkpoint"]', tools)!.value = `${checkpoint}`;
      one<HTMLInputElement>('[name="smallest"]', tools)!.value = "2";
      page = Math.floor(current().findIndex((group) => group.id === id) / PAGE);
      draw();
      const card = document.getElementById(groupElement(checkpoint, id))!;
      card.classList.add("target");
      card.scrollIntoView({ block: "center" });
      return true;
    },
  };
};
