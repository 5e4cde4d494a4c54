/** The place of a reader in a report: where the page is scrolled to, what was opened, chosen and moved, and where the focus is. */
import { all } from "../dom.ts";

type Field = HTMLInputElement | HTMLSelectElement;

/** What a report showed before anybody touched it, by its elements. */
export type Untouched = ReadonlyMap<Element, boolean | string>;

export interface Place {
  /** Elements with an id above the upper edge, the nearest first, by how far their upper edge is from there. */
  above: readonly [id: string, pixels: number][];
  scrolled: readonly [key: string, pixels: number][];
  opened: readonly [key: string, isOpen: boolean][];
  fields: readonly [key: string, value: string][];
  focus: string | null;
}

/** Pixels of a bar that stays at the upper edge. */
const EDGE = 60;
const ANCHORS = 20;

const detailsIn = (page: Document) => all<HTMLDetailsElement>("details", page);
const fieldsIn = (page: Document) => all<Field>("main input, main select", page);
const shownBy = (field: Field): string =>
  field instanceof field.ownerDocument.defaultView!.HTMLInputElement && field.type === "checkbox"
    ? `${field.checked}`
    : field.value;

export const untouched = (page: Document): Untouched =>
  new Map<Element, boolean | string>([
    ...detailsIn(page).map((details) => [details, details.open] as const),
    ...fieldsIn(page).map((field) => [field, shownBy(field)] as const),
  ]);

/** Null for the top of a report that nobody has touched. */
export const placeIn = (page: Document, before: Untouched): Place => {
  const isScrolled = page.defaultView!.scrollY > 0;
  const anchors = isScrolled
    ? all("[id]", page).flatMap((element): [string, number][] => {
        const box = element.getClientRects()[0];
        return box && box.top <= EDGE ? [[element.id, box.top]] : [];
      })
    : [];
  return {
    above: anchors.sort((a, b) => b[1] - a[1]).slice(0, ANCHORS),
    scrolled: all(".scroll", page).flatMap((element): [string, number][] =>
      element.scrollLeft > 0 ? [[keyOf(element), element.scrollLeft]] : [],
    ),
    opened: detailsIn(page).flatMap((details): [string, boolean][] =>
      details.open === (before.get(details) ?? false) ? [] : [[keyOf(details), details.open]],
    ),
    fields: fieldsIn(page).flatMap((field): [string, string][] =>
      shownBy(field) === before.get(field) ? [] : [[keyOf(field), shownBy(field)]],
    ),
    focus: page.activeElement && page.activeElement !== page.body ? keyOf(page.activeElement) : null,
  };
};

/** As far as the other report has the same. */
export const restore = (page: Document, { above, scrolled, opened, fields, focus }: Place): void => {
  const found = fields.map(([key, value]) => [elementOf(page, key) as Field | null, value] as const);
  // The slider goes back to the last checkpoint, so that the choice of one comes behind it.
  for (const isSlider of [true, false])
    for (const [field, value] of found) if (field && (field.type === "range") === isSlider) set(field, value);
  for (const [key, isOpen] of opened) {
    const details = elementOf(page, key);
    if (details?.localName === "details") (details as HTMLDetailsElement).open = isOpen;
  }
  for (const [key, pixels] of scrolled) elementOf(page, key)?.scrollTo({ left: pixels });
  const [anchor, pixels] = above
    .map(([id, top]) => [page.getElementById(id), top] as const)
    .find(([element]) => element !== null && element.getClientRects().length > 0) ?? [null, 0];
  const view = page.defaultView!;
  view.scrollTo({
    top: anchor ? view.scrollY + anchor.getClientRects()[0]!.top - pixels : 0,
    behavior: "instant",
  });
  if (focus !== null) (elementOf(page, focus) as HTMLElement | null)?.focus({ preventScroll: true });
};

const set = (field: Field, value: string): void => {
  if (field.type === "checkbox") (field as HTMLInputElement).checked = value === "true";
  else field.value = value;
  for (const event of ["input", "change"]) field.dispatchEvent(new Event(event, { bubbles: true }));
};

/** What a report calls its parts, the same in each. */
const NAMES = ["id", "data-finding", "aria-labelledby"] as const;
const NAMED = NAMES.map((name) => `[${name}]`).join();

/** Where an element stands: in which part that has a name, and on which way from there. */
const keyOf = (element: Element): string => {
  const part = element.closest(NAMED) ?? element.ownerDocument.body;
  const name = NAMES.find((one) => part.hasAttribute(one));
  const way: number[] = [];
  for (let at: Element = element; at !== part; at = at.parentElement!)
    way.unshift([...at.parentElement!.children].indexOf(at));
  return JSON.stringify([element.localName, name ?? null, name ? part.getAttribute(name) : null, way]);
};

const elementOf = (page: Document, key: string): Element | null => {
  const [tag, name, value, way] = JSON.parse(key) as [string, string | null, string, number[]];
  const part = name === null ? page.body : page.querySelector(`[${name}="${CSS.escape(value)}"]`);
  const found = way.reduce<Element | null>((at, index) => at?.children[index] ?? null, part);
  return found?.localName === tag ? found : null;
};
