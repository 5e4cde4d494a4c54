/** Small helpers over the document. */

export const one = <T extends HTMLElement>(selector: string, within: ParentNode = document): T | null =>
  within.querySelector<T>(selector);

export const all = <T extends HTMLElement>(selector: string, within: ParentNode = document): T[] => [
  ...within.querySelectorAll<T>(selector),
];

/** Markup must be escaped already. */
export const fill = (element: HTMLElement, markup: string): HTMLElement => {
  element.innerHTML = markup;
  return element;
};

/** The element an event of a list belongs to. */
export const closest = <T extends HTMLElement>(event: Event, selector: string): T | null =>
  event.target instanceof Element ? event.target.closest<T>(selector) : null;

/** The words are escaped already. */
export const option = (value: string | number, words: string): string => `<option value="${value}">${words}</option>`;

export const choice = (label: string, name: string, options: readonly string[]): string =>
  `<label>${label} <select name="${name}">${options.join("")}</select></label>`;
