/** The OpenAPI file of `gan-diversity serve`: its addresses, with the schemas of what they answer. */
import { analysisJsonSchema } from "./json-schema.ts";

const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: object): object => ({ "application/json": { schema } });
const answer = (description: string, content: object): object => ({ description, content });
const binary = { schema: { type: "string", contentMediaType: "application/octet-stream" } };

const STATE = answer("The run and its verdict so far.", json(ref("RunState")));
const EVENTS = answer(
  "Events called `run`, the data of each a RunState as JSON: first what is there, then every change. A comment every 15 seconds.",
  { "text/event-stream": { schema: { type: "string" } } },
);
const PAGE = (description: string): object => answer(description, { "text/html": { schema: { type: "string" } } });

/** By status: each is problem+json. */
const PROBLEMS: Readonly<Record<string, string>> = {
  400: "What was sent can not be understood.",
  401: "The token is missing, or another.",
  403: "Another host was asked for, or a page of another site asks.",
  404: "There is no such run, or nothing of it yet.",
  409: "What lies there does not go with it: another kind of pictures, a file of that name.",
  413: "More was sent than a checkpoint may have.",
  415: "The body is of no kind that is taken.",
  422: "The pictures can not be decoded, or the step is no whole number.",
  429: "Too many requests; `retry-after` says how long to wait.",
  503: "The server has too much to do; `retry-after` says how long to wait.",
};
const ALWAYS = ["401", "403", "429"] as const;

const problems = (statuses: readonly string[]): object =>
  Object.fromEntries(
    [...statuses, ...ALWAYS]
      .sort()
      .map((status) => [status, answer(PROBLEMS[status]!, { "application/problem+json": { schema: ref("Problem") } })]),
  );

const NAME = {
  name: "name",
  in: "path",
  required: true,
  description: "Name of the run: that of its folder.",
  schema: { type: "string" },
};

const get = (summary: string, ok: object, statuses: readonly string[] = []): object => ({
  get: { summary, responses: { 200: ok, ...problems(statuses) } },
});

const getOfRun = (summary: string, ok: object): object => ({
  parameters: [NAME],
  ...get(summary, ok, ["404"]),
});

const PICTURE_TYPES = ["image/png", "image/jpeg", "image/webp"];
const BATCH_TYPES = ["application/x-npy", "application/x-npz"];

const POST = {
  parameters: [
    {
      ...NAME,
      description: "Name of the run. A new one is made.",
      schema: { type: "string", pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$" },
    },
  ],
  post: {
    summary: "Post a checkpoint: pictures, scores or both. The same step again replaces its pictures.",
    description:
      "It is answered when what was sent lies on the disk. The pictures are a sheet, a batch of images as an array (n x height x width x channels, n x channels x height x width or n x height x width, with 1, 3 or 4 channels) or several single images; one run holds one of these kinds.",
    parameters: [
      {
        name: "step",
        in: "query",
        required: true,
        description: "Training step.",
        schema: { type: "integer", minimum: 0, maximum: 999_999_999 },
      },
      {
        name: "wait",
        in: "query",
        description: "false: be answered without the verdict, with 202.",
        schema: { type: "boolean", default: true },
      },
      { name: "scores", in: "query", description: "Scores of this step as JSON.", content: json(ref("Scores")) },
    ],
    requestBody: {
      required: true,
      content: {
        ...Object.fromEntries([...PICTURE_TYPES, ...BATCH_TYPES].map((type) => [type, binary])),
        "multipart/form-data": {
          schema: {
            type: "object",
            properties: {
              images: { type: "array", items: binary.schema, description: "Single images: PNG, JPEG or WebP." },
              sheet: { ...binary.schema, description: "One sheet: PNG, JPEG or WebP." },
              batch: { ...binary.schema, description: "One array: .npy or .npz." },
              scores: ref("Scores"),
            },
          },
        },
        ...json({ type: "object", properties: { scores: ref("Scores") }, required: ["scores"] }),
      },
    },
    responses: {
      200: answer(
        "The run, judged with this checkpoint; `waiting` says why where it can not be judged yet.",
        json(ref("RunState")),
      ),
      202: answer("The run as it is known by now; only with `wait=false`.", json(ref("RunState"))),
      ...problems(["400", "409", "413", "415", "422", "503"]),
    },
  },
};

const SCHEMAS = {
  Problem: {
    description: "What is wrong with a request (RFC 9457).",
    type: "object",
    properties: {
      type: { type: "string" },
      title: { type: "string" },
      status: { type: "integer" },
      detail: { type: "string", description: "What was expected, what was found, and what to do next." },
    },
    required: ["type", "title", "status", "detail"],
  },
  Scores: {
    description:
      "Numbers of a step by the names that a log would use, such as d_loss and g_loss; real and fake are the probabilities that the discriminator gives to real and to generated images on average. null is NaN.",
    type: "object",
    minProperties: 1,
    maxProperties: 200,
    additionalProperties: { type: ["number", "null"] },
  },
};

/** @param version of the package */
export const openApi = (version: string): object => ({
  openapi: "3.1.0",
  info: {
    title: "gan-diversity serve",
    version,
    description: "Judges generative-image training runs while they are trained. Errors are problem+json.",
  },
  paths: {
    "/api/health": get(
      "Who answers here.",
      answer(
        "The server.",
        json({
          type: "object",
          properties: { name: { const: "gan-diversity" }, version: { type: "string" }, root: { type: "string" } },
          required: ["name", "version", "root"],
        }),
      ),
    ),
    "/api/runs": get(
      "All runs, the newest change first.",
      answer(
        "The runs.",
        json({ type: "object", properties: { runs: { type: "array", items: ref("RunState") } }, required: ["runs"] }),
      ),
    ),
    "/api/runs/{name}": getOfRun("A run and its verdict so far.", STATE),
    "/api/runs/{name}/analysis": getOfRun(
      "The last Analysis of a run.",
      answer("The Analysis.", json(ref("Analysis"))),
    ),
    "/api/runs/{name}/sheet": getOfRun(
      "Images of the last checkpoint on one picture, 512 pixels a side at most.",
      answer("The picture.", { "image/png": binary }),
    ),
    "/api/runs/{name}/checkpoints": POST,
    "/api/runs/{name}/events": getOfRun("What changes about a run, as it changes.", EVENTS),
    "/api/openapi.json": get("This file.", answer("The file.", json({ type: "object" }))),
    "/events": get("What changes about any run, as it changes.", EVENTS, ["503"]),
    "/": get("The dashboard: all runs on one page that stays current.", PAGE("The page.")),
    "/runs/{name}": getOfRun("The page of a run, which stays current.", PAGE("The page.")),
    "/runs/{name}/report.html": getOfRun("The HTML report of a run.", PAGE("The report, one self-contained page.")),
  },
  components: {
    schemas: { ...components(), ...SCHEMAS },
    securitySchemes: { token: { type: "http", scheme: "bearer", description: "Where the server has a --token." } },
  },
  security: [{}, { token: [] }],
});

/** The definitions of the JSON Schema, where OpenAPI looks for them. */
const components = (): object =>
  JSON.parse(JSON.stringify(analysisJsonSchema().$defs).replaceAll('"#/$defs/', '"#/components/schemas/')) as object;
