/** On a page of several runs: the title and the navigation say which of them is shown. */
import { all } from "./dom.ts";

export const startRunPages = (): void => {
  const runs = all(".judged");
  if (runs.length === 0) return;
  const title = document.title;
  const links = all("body > nav a");
  const tell = (): void => {
    const shown = runs.find((run) => run.matches(":target") || run.querySelector(":target") !== null);
    document.title = shown?.dataset.title ?? title;
    for (const link of links) {
      if (link.getAttribute("href") === `#${shown?.id ?? "runs"}`) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  };
  addEventListener("hashchange", tell);
  // Before that no element is the target of the address yet.
  addEventListener("load", tell);
};
