/** Listens for requests, within limits of time and number. */
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { UsageError } from "../errors.ts";
import type { App } from "./app.ts";

const MOST_CONNECTIONS = 512;
/** Milliseconds in which the head of a request has to be there, and all of it. */
const HEADERS_TIME = 10_000;
const REQUEST_TIME = 120_000;
/** Milliseconds that a connection stays open for the next request. */
const IDLE_TIME = 30_000;

export interface Listening {
  url: string;
  port: number;
  close: () => Promise<void>;
}

/** @param port 0: a free one @throws UsageError where it can not listen there */
export const listen = async (app: App, { host, port }: { host: string; port: number }): Promise<Listening> => {
  const server = createAdaptorServer({
    fetch: app.fetch,
    serverOptions: { headersTimeout: HEADERS_TIME, requestTimeout: REQUEST_TIME, connectionsCheckingInterval: 5000 },
  }) as Server;
  server.maxConnections = MOST_CONNECTIONS;
  server.keepAliveTimeout = IDLE_TIME;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  }).catch((cause: NodeJS.ErrnoException) => {
    throw new UsageError(`Expected to listen at ${host}:${port} but ${REASONS[cause.code ?? ""] ?? cause.message}`, {
      cause,
    });
  });
  const address = server.address() as AddressInfo;
  const name = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return {
    url: `http://${name}:${address.port}/`,
    port: address.port,
    close: async () => {
      app.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
};

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: "another program listens there. Next: name another --port, or 0 for a free one",
  EACCES: "it is not allowed. Next: name a --port above 1023",
  EADDRNOTAVAIL: "this machine has no such address. Next: name another --host",
  ENOTFOUND: "no such host is known. Next: name another --host",
};
