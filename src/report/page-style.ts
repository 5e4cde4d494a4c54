/** Light and dark, wide and narrow, screen and print. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --page: #fbfbfa; --card: #fff; --ink: #1c1e21; --quiet: #5d6470; --line: #e2e4e8;
  --fail: #b3261e; --fail-soft: #fdecea; --warn: #8a5a00; --warn-soft: #fff4dc; --pass: #1b6e3c; --pass-soft: #e6f4ea;
  --blue: #2460c8; --orange: #c2570c; --band: #2460c822; --shade: #b3261e1c; }
@media (prefers-color-scheme: dark) { :root { --page: #16181c; --card: #1f2228; --ink: #e8eaed; --quiet: #a4abb6; --line: #343942;
  --fail: #ff8a80; --fail-soft: #3a1f1e; --warn: #ffc766; --warn-soft: #382c12; --pass: #7fd69c; --pass-soft: #17301f;
  --blue: #8ab4ff; --orange: #ffab70; --band: #8ab4ff2b; --shade: #ff8a8024; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
.strip, main { max-width: 68rem; margin: 0 auto; padding: 1.25rem; }
.strip { margin-top: 1.25rem; border-radius: .75rem; border: 1px solid var(--line); border-left: .5rem solid var(--tone); background: var(--soft); width: calc(100% - 2.5rem); max-width: 65.5rem; }
.fail, .error { --tone: var(--fail); --soft: var(--fail-soft); } .warn { --tone: var(--warn); --soft: var(--warn-soft); }
.pass { --tone: var(--pass); --soft: var(--pass-soft); } .info, .not-applicable { --tone: var(--quiet); --soft: var(--card); }
h1 { font-size: clamp(1.35rem, 3.4vw, 2rem); line-height: 1.25; margin: .5rem 0; }
h2 { font-size: 1.25rem; margin: 2.25rem 0 .75rem; } h3 { font-size: 1rem; margin: 1rem 0 .25rem; }
p { margin: .4rem 0; } .quiet { color: var(--quiet); font-size: .9rem; } .badges { margin: 0; }
.badge { display: inline-block; padding: .1rem .6rem; border: 1px solid var(--tone); border-radius: 1rem; color: var(--tone); font-size: .8rem; font-weight: 650; white-space: nowrap; }
.next { font-size: 1.05rem; }
.facts { display: flex; flex-wrap: wrap; gap: .5rem 2rem; margin: .9rem 0; } .facts dt { color: var(--quiet); font-size: .8rem; } .facts dd { margin: 0; font-weight: 650; font-size: 1.1rem; }
details { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; margin: .6rem 0; padding: .6rem .9rem; }
summary { cursor: pointer; } .finding { border-left: .3rem solid var(--tone); } .finding summary { font-weight: 600; }
.measured { font-variant-numeric: tabular-nums; font-weight: 600; } ul, ol { padding-left: 1.3rem; margin: .4rem 0; }
.chart { margin: 1rem 0; background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: .75rem; }
.chart svg { width: 100%; height: auto; display: block; fill: currentColor; font: 11px system-ui, sans-serif; overflow: visible; }
.chart figcaption { margin-bottom: .5rem; } .chart [aria-label="y-grid"] line, .chart [aria-label="y-grid"] path { stroke: var(--line); stroke-opacity: 1; }
.line-a path { stroke: var(--blue); stroke-width: 2; } .line-b path { stroke: var(--orange); stroke-width: 2; }
.dot-a circle { stroke: var(--blue); fill: var(--card); } .band path { fill: var(--band); }
.onset line { stroke: var(--fail); stroke-width: 2; } .onset-text, .onset-text text { fill: var(--fail); font-weight: 600; } .ideal line { stroke: var(--quiet); stroke-dasharray: 4 4; }
.stretch rect { fill: var(--shade); }
.film { display: flex; gap: .75rem; overflow-x: auto; list-style: none; padding: .25rem 0 .75rem; margin: 0; }
.film li { flex: 0 0 11rem; } .film figure { margin: 0; } .film figcaption { font-size: .85rem; color: var(--quiet); } .film strong { color: var(--ink); }
.film img { width: 11rem; height: 11rem; object-fit: contain; background: var(--line); border-radius: .4rem; display: block; }
.zoom { padding: 0; border: 2px solid transparent; border-radius: .45rem; background: none; cursor: zoom-in; line-height: 0; }
.zoom:focus-visible, summary:focus-visible, button:focus-visible, .film:focus-visible { outline: 3px solid var(--blue); outline-offset: 2px; }
.groups { list-style: none; padding: 0; } .groups li { padding: .6rem 0; border-top: 1px solid var(--line); }
.thumbs { display: flex; flex-wrap: wrap; gap: .3rem; align-items: center; } .thumbs img { width: 64px; height: 64px; object-fit: contain; border-radius: .3rem; image-rendering: pixelated; }
.medoid { border-color: var(--blue); }
table { border-collapse: collapse; width: 100%; font-size: .9rem; } th { text-align: left; vertical-align: top; padding: .25rem 1rem .25rem 0; white-space: nowrap; color: var(--quiet); font-weight: 500; } td { padding: .25rem 0; }
tr { border-bottom: 1px solid var(--line); }
button { font: inherit; color: inherit; } #download, dialog button { padding: .35rem .9rem; border: 1px solid var(--line); border-radius: .4rem; background: var(--card); cursor: pointer; }
dialog { border: 1px solid var(--line); border-radius: .75rem; background: var(--card); color: var(--ink); text-align: center; max-width: 95vw; }
dialog::backdrop { background: #000a; } dialog img { width: min(80vw, 32rem); height: auto; image-rendering: pixelated; }
@media (max-width: 40rem) { .strip { width: auto; margin: .6rem; } main { padding: .6rem; } th { white-space: normal; } }
@media print { details:not([open]) > *:not(summary) { display: block; } .film { flex-wrap: wrap; } .strip, details, .chart { break-inside: avoid; } #download, dialog { display: none; } }
`;
