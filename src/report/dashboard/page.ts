/** All runs that a server watches on one page, what fails first. */
import type { RunState } from "../../analysis/analysis.ts";
import { document, type PageFiles } from "../html/document.ts";
import { escapeHtml } from "../html/escape.ts";
import { runCard } from "./card.ts";
import { iconOf } from "./icon.ts";
import { countsOf, headline, ordered, tabTitle, worstOf } from "./states.ts";

/** What a page stands in. */
export interface Around {
  /** Of `pageFiles("live/dashboard")` or `pageFiles("live/run")`. */
  files: PageFiles;
  /** Clocks of server and browser may differ: the page reckons from here. */
  now: Date;
  /** Where the runs lie, as a person would write it. */
  folder: string;
  /** Whether checkpoints can be posted to the server. */
  takesPosts: boolean;
}

/** Seconds after which a page without script is loaded again. */
export const REFRESH = 15;

export const dashboardPage = (states: readonly RunState[], around: Around): string =>
  document(around.files, {
    title: tabTitle(states),
    style: "",
    served: { icon: iconOf(worstOf(states)), refresh: REFRESH },
    body: `<a class="skip" href="#runs">Skip to the runs</a>
<header class="strip unpictured ${worstOf(states)}" id="all">
<p class="connection quiet" id="connection" role="status" hidden></p>
<h1 id="headline">${escapeHtml(headline(states))}</h1>
<p class="quiet about"><span id="counts">${countsOf(states)}</span><span>${escapeHtml(around.folder)}</span></p>
</header>
<p class="unseen" id="said" role="status" data-now="${around.now.toISOString()}"></p>
<main>
<ul id="runs" tabindex="-1" aria-label="Runs, what fails first">${ordered(states).map(runCard).join("\n")}</ul>
${beginning(around, states.length === 0)}
</main>`,
  });

/** How the first run comes here. */
const beginning = ({ folder, takesPosts }: Around, isShown: boolean): string => {
  const ways = takesPosts
    ? `<p>Each folder below <code>${escapeHtml(folder)}</code> is a run. Save sample sheets there, named by their steps, or send them while it trains:</p>
<pre tabindex="0"><code>from gan_diversity import Monitor

monitor = Monitor("${escapeHtml(folder.replaceAll("\\", "/"))}/first-run")
verdict = monitor.log(step, images)</code></pre>`
    : `<p>The pictures of <code>${escapeHtml(folder)}</code> are looked at; the run is here as soon as it has written some.</p>`;
  return `<section class="beginning" id="beginning"${isShown ? "" : " hidden"}>${ways}</section>`;
};
