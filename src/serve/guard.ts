/** Who is answered: pages of other sites, other names of this machine, and who has no token are not. */
import { createHash, timingSafeEqual } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { busy, Problem } from "./problem.ts";
import { type Rate, RateLimit } from "./rate-limit.ts";

export interface Guarded {
  /** null where only this machine is listened to, and anybody on it is answered. */
  token: string | null;
  /** Known once it listens. */
  port: () => number;
  /** Of one address; default: more than pages of the same machine need. */
  rate?: Rate;
}

/** Many pages and trainings of one machine ask often; whoever needs more is at fault. */
const REQUESTS: Rate = { perSecond: 200, atOnce: 1000 };
const WRONG_TOKENS: Rate = { perSecond: 0.2, atOnce: 20 };

const HEADERS: readonly (readonly [string, string])[] = [
  ["x-content-type-options", "nosniff"],
  ["referrer-policy", "no-referrer"],
  ["cross-origin-resource-policy", "same-origin"],
  ["cross-origin-opener-policy", "same-origin"],
  // The pages themselves say by hash which scripts run.
  ["content-security-policy", "frame-ancestors 'self'; base-uri 'none'; form-action 'none'; object-src 'none'"],
];

const addressOf = (c: Context): string =>
  (c.env as { incoming?: { socket: { remoteAddress?: string } } }).incoming?.socket.remoteAddress ?? "";

export const withHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  for (const [name, value] of HEADERS) c.res.headers.set(name, value);
  if (!c.res.headers.has("cache-control")) c.res.headers.set("cache-control", "no-store");
};

export const guard = ({ token, port, rate = REQUESTS }: Guarded): MiddlewareHandler => {
  const requests = new RateLimit(rate);
  const wrongTokens = new RateLimit(WRONG_TOKENS);
  return async (c, next) => {
    const seconds = requests.take(addressOf(c));
    if (seconds > 0) throw busy(429, "Expected fewer requests. Next: wait as long as retry-after says", seconds);
    const host = c.req.header("host") ?? "";
    if (token === null && !loopbackHosts(port()).includes(host.toLowerCase()))
      throw new Problem(
        403,
        `Expected localhost:${port()} as the host but received another. Next: open the address that the server printed`,
      );
    const origin = c.req.header("origin");
    if (origin !== undefined && !isSameOrigin(origin, host))
      throw new Problem(
        403,
        "Expected a request of a page of this server but another site sent it. Next: open the server's own page",
      );
    if (token !== null) return withToken(c, token, { next, wrongTokens });
    await next();
    return undefined;
  };
};

const loopbackHosts = (port: number): string[] =>
  ["localhost", "127.0.0.1", "[::1]"].flatMap((name) => [`${name}:${port}`, ...(port === 80 ? [name] : [])]);

const isSameOrigin = (origin: string, host: string): boolean =>
  URL.canParse(origin) && /^https?:$/.test(new URL(origin).protocol) && new URL(origin).host === host.toLowerCase();

type Next = { next: () => Promise<void>; wrongTokens: RateLimit };

const withToken = async (c: Context, token: string, { next, wrongTokens }: Next): Promise<Response | undefined> => {
  const expected = digest(token);
  const name = "gan-diversity-token";
  const [, bearer] = /^Bearer (.+)$/.exec(c.req.header("authorization") ?? "") ?? [];
  // The cookie holds no token, so that it can not be used elsewhere.
  const isKnown =
    (bearer !== undefined && isEqual(digest(bearer), expected)) || isEqual(getCookie(c, name) ?? "", expected);
  if (isKnown) {
    await next();
    return undefined;
  }
  const given = c.req.query("token");
  if (c.req.method === "GET" && given !== undefined && isEqual(digest(given), expected)) {
    setCookie(c, name, expected, { httpOnly: true, sameSite: "Strict", path: "/" });
    const url = new URL(c.req.url);
    url.searchParams.delete("token");
    return c.redirect(`${url.pathname.replace(/^\/+/, "/")}${url.search}`, 303);
  }
  const seconds = wrongTokens.take(addressOf(c));
  if (seconds > 0) throw busy(429, "Too many requests without the right token. Next: wait", seconds);
  throw new Problem(
    401,
    "Expected the token of the server. Next: send the header Authorization: Bearer TOKEN, or open the page with ?token=TOKEN",
    {
      "www-authenticate": "Bearer",
    },
  );
};

const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

const isEqual = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
