/** A link to something in a folded part opens that part; not every browser does so by itself. */

export const startFolded = (): void => {
  addEventListener("hashchange", unfold);
  unfold();
};

const unfold = (): void => {
  const target = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
  const folded: HTMLDetailsElement[] = [];
  for (let part = target?.closest("details"); part; part = part.parentElement?.closest("details")) folded.push(part);
  if (folded.every(({ open }) => open)) return;
  for (const part of folded) part.open = true;
  target!.scrollIntoView();
};
