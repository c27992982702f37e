import "server-only";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

/**
 * Has TRACE answered like any unknown method (405). Next can't make a request object of it and answers 500, before any
 * code of ours runs.
 */
export function refuseTrace(): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    if (request.method === "TRACE") request.method = "REFUSED";
  });
}
