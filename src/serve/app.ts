/** The addresses of the server, and what each answers. */
import { Hono } from "hono";
import type { RunState } from "../analysis/analysis.ts";
import { GanDiversityError } from "../errors.ts";
import { type Around, dashboardPage } from "../report/dashboard/page.ts";
import { livePage } from "../report/dashboard/run-page.ts";
import { pageFiles } from "../run/page-files.ts";
import type { Board, KnownRun } from "./board.ts";
import { Bodies } from "./body.ts";
import { EventStreams } from "./events.ts";
import { type Guarded, guard, withHeaders } from "./guard.ts";
import { unpacked } from "./packed.ts";
import { postedOf, stepOf } from "./posted.ts";
import { Problem, problemResponse } from "./problem.ts";
import { assertName, type Posted } from "./store.ts";

export interface AppOptions extends Guarded {
  board: Board;
  /** null where nothing can be posted. */
  post: ((name: string, posted: Posted, wait: boolean) => Promise<RunState>) | null;
  /** Bytes. */
  largestBody: number;
  health: { name: string; version: string; root: string };
  /** Where the runs lie, as pages say it. */
  folder: string;
  /** Text of the OpenAPI file. */
  openapi: () => string;
  warn: (sentence: string) => void;
}

export interface App {
  fetch: (request: Request, env: unknown) => Response | Promise<Response>;
  /** Ends the streams of events. */
  close: () => void;
}

export const appOf = ({ board, post, largestBody, health, folder, openapi, warn, ...guarded }: AppOptions): App => {
  const app = new Hono();
  const bodies = new Bodies(largestBody);
  const events = new EventStreams(board);
  const known = (name: string): KnownRun => {
    const run = board.get(name);
    if (!run) throw new Problem(404, "Expected the name of a run that is there. Next: GET /api/runs lists them");
    return run;
  };

  app.use(withHeaders);
  app.use(guard(guarded));
  app.get("/api/health", (c) => c.json(health));
  app.get("/api/openapi.json", (c) => c.body(openapi(), 200, { "content-type": "application/json" }));
  app.get("/api/runs", (c) => c.json({ runs: board.states() }));
  app.get("/api/runs/:name", (c) => c.json(known(c.req.param("name")).state));
  app.get("/api/runs/:name/analysis", (c) => {
    const { analysis } = known(c.req.param("name"));
    if (!analysis) throw notJudged();
    return c.body(unpacked(analysis), 200, { "content-type": "application/json" });
  });
  app.get("/api/runs/:name/sheet", (c) => {
    const { sheet } = known(c.req.param("name"));
    if (!sheet) throw new Problem(404, "There are no pictures of this run. Next: wait for the first checkpoint");
    return c.body(new Uint8Array(sheet), 200, { "content-type": "image/png" });
  });
  app.get("/events", () => events.response());
  app.get("/api/runs/:name/events", (c) => events.response(known(c.req.param("name")).state.name));
  const around = (page: "live/dashboard" | "live/run"): Around => ({
    files: pageFiles(page),
    now: new Date(),
    folder,
    takesPosts: post !== null,
  });
  app.get("/", (c) => c.html(dashboardPage(board.states(), around("live/dashboard"))));
  app.get("/runs/:name", (c) => c.html(livePage(known(c.req.param("name")).state, around("live/run"))));
  app.get("/runs/:name/report.html", async (c) => {
    const { state, analysis } = known(c.req.param("name"));
    if (!analysis) throw notJudged();
    return c.html(await board.report(state.name));
  });
  if (post)
    app.post("/api/runs/:name/checkpoints", async (c) => {
      const name = c.req.param("name");
      assertName(name);
      const step = c.req.query("step");
      stepOf(step);
      const wait = c.req.query("wait") ?? "true";
      if (wait !== "true" && wait !== "false")
        throw new Problem(400, "Expected true or false for wait. Next: leave it out to wait for the verdict");
      const posted = await bodies.with(c.req.raw, (body) =>
        postedOf({ step, scores: c.req.query("scores"), contentType: c.req.header("content-type") ?? "", body }),
      );
      const state = await post(name, posted, wait === "true");
      return c.json(state, wait === "true" ? 200 : 202);
    });
  app.notFound(() =>
    problemResponse(
      new Problem(404, "There is nothing at this address. Next: GET /api/openapi.json tells what there is"),
    ),
  );
  app.onError((error) => {
    if (error instanceof Problem) return problemResponse(error);
    // What lies there changed since it was judged.
    if (error instanceof GanDiversityError) return problemResponse(new Problem(409, error.inFlags));
    warn(`A request could not be answered: ${error.message}`);
    return problemResponse(new Problem(500, "The server could not do this. Next: see what it printed"));
  });
  return { fetch: app.fetch, close: () => events.close() };
};

const notJudged = (): Problem => new Problem(404, "The run was not judged yet. Next: wait for the first verdict");
