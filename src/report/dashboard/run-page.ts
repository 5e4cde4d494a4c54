/** One run that a server watches: its state above, and below its report, which the page's script changes for each newer one. */
import type { RunState } from "../../analysis/analysis.ts";
import { document } from "../html/document.ts";
import { escapeHtml } from "../html/escape.ts";
import { iconOf } from "./icon.ts";
import { type Around, REFRESH } from "./page.ts";
import { barParts, judgementOf, runAddress } from "./parts.ts";
import { runTabTitle, stateTone } from "./states.ts";

export const livePage = (state: RunState, around: Around): string => {
  const parts = barParts(state);
  const report = `${runAddress(state)}/report.html`;
  const isWaiting = state.status === "waiting";
  return document(around.files, {
    title: runTabTitle(state),
    style: "",
    served: { icon: iconOf(stateTone(state)), refresh: REFRESH },
    body: `<header class="bar ${stateTone(state)}" id="bar">
<nav aria-label="Runs"><a href="../">All runs</a></nav>
<h1>${escapeHtml(state.name)}</h1>
<p data-part="state">${parts.state}</p>
<p class="quiet" data-part="progress">${parts.progress}</p>
<p class="connection quiet" id="connection" role="status" hidden></p>
<a class="alone"${isWaiting ? " hidden" : ""} href="${report}" target="_blank" rel="noopener">Report alone</a>
</header>
<p class="unseen" id="said" role="status" data-now="${around.now.toISOString()}"></p>
<main id="report" data-address="${report}" data-run="${runAddress(state)}" data-judged="${escapeHtml(judgementOf(state))}">${isWaiting ? "" : reportFrame(report)}
<p class="waiting" data-part="waiting"${isWaiting ? "" : " hidden"}>${parts.waiting}</p></main>`,
  });
};

const reportFrame = (address: string): string => `<iframe title="Report of the run" src="${address}"></iframe>`;
