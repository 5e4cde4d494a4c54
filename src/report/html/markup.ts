/** Pieces that several parts of the page are built from; whatever is handed in is escaped already. */

/** A row whose first cell is its heading. */
export const row = ([heading = "", ...cells]: readonly string[], className?: string): string =>
  `<tr${className ? ` class="${className}"` : ""}><th scope="row">${heading}</th>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;

interface NumbersTable {
  /** What the table is called where it is read aloud. */
  label: string;
  /** Heading of each column, with what it means where that is not said elsewhere. */
  columns: readonly (string | [name: string, explained: string])[];
  rows: readonly string[];
  className?: string;
}

/** A table that is scrolled sideways where it is too wide, by keyboard too. */
export const numbersTable = ({ label, columns, rows, className = "numbers" }: NumbersTable): string => {
  const head = columns.map((column) =>
    typeof column === "string"
      ? `<th scope="col">${column}</th>`
      : `<th scope="col" title="${column[1]}">${column[0]}</th>`,
  );
  return `<div class="scroll" tabindex="0" role="group" aria-label="${label}, can be scrolled"><table class="${className}"><thead><tr>${head.join("")}</tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
};

/** Nothing for no items. */
export const list = (items: readonly string[], tag: "ul" | "ol" = "ul", className = ""): string =>
  items.length === 0
    ? ""
    : `<${tag}${className ? ` class="${className}"` : ""}>${items.map((item) => `<li>${item}</li>`).join("")}</${tag}>`;

/** Nothing for no text. */
export const quiet = (text: string): string => (text === "" ? "" : `<p class="quiet">${text}</p>`);
