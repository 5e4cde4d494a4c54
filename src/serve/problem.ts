/** What a request is answered that can not be met: problem+json (RFC 9457). */
import { STATUS_CODES } from "node:http";

/** An error that the client can act on: what was expected, what came, and what to do. */
export class Problem extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  /** @param detail a sentence */
  constructor(status: number, detail: string, headers: Readonly<Record<string, string>> = {}) {
    super(detail);
    this.status = status;
    this.headers = headers;
  }
}

/** @param seconds after which it is worth another attempt */
export const busy = (status: 429 | 503, detail: string, seconds: number): Problem =>
  new Problem(status, detail, { "retry-after": `${Math.max(1, Math.ceil(seconds))}` });

export const problemResponse = ({ status, message, headers }: Problem): Response =>
  new Response(
    JSON.stringify({ type: "about:blank", title: STATUS_CODES[status] ?? "Error", status, detail: message }),
    { status, headers: { "content-type": "application/problem+json", ...headers } },
  );
