/** Replaces what changed of a part of the page, and leaves the rest alone. */
import { all, fill, one } from "../dom.ts";

/** What the server or this script wrote last: how long ago something is has changed since. */
const written = new WeakMap<HTMLElement, string>();

/** @param parts markup by the names of `data-part` */
export const replaceParts = (within: HTMLElement, parts: Record<string, string>): void => {
  for (const element of all("[data-part]", within)) {
    const markup = parts[element.dataset.part!];
    if (markup === undefined || written.get(element) === markup) continue;
    written.set(element, markup);
    // A picture stays until the next one is there.
    const image = one<HTMLImageElement>("img", element);
    const next = image && one<HTMLImageElement>("img", fill(document.createElement("div"), markup));
    if (image && next) {
      image.alt = next.alt;
      if (image.getAttribute("src") !== next.getAttribute("src")) image.src = next.getAttribute("src")!;
    } else if (element.innerHTML !== markup) keepingFocus(element, () => fill(element, markup));
  }
};

/** Of the one link that a part may hold. */
const keepingFocus = (element: HTMLElement, change: () => void): void => {
  const hadFocus = element.contains(document.activeElement);
  change();
  if (hadFocus) one("a", element)?.focus();
};
