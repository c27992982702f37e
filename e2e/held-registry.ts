import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { findFreePort } from "@/lib/testing/free-port";

export type HeldRegistry = { url: string; held: Promise<void>; close(): Promise<void> };

/**
 * Puts a proxy in front of a registry that never passes on the delete of a manifest by digest; probes of a digest of
 * zeros pass. `held` resolves when the first such delete arrives.
 */
export async function holdDeletes(registryUrl: string): Promise<HeldRegistry> {
  let arrived = () => {};
  const held = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const door = createServer((incoming, response) => {
    const { method, url = "/" } = incoming;
    if (method === "DELETE" && /sha256:/.test(url) && !/0{64}/.test(url)) return arrived();
    forward(registryUrl, incoming, response);
  });
  await new Promise<void>((resolve) => door.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(door.address() as AddressInfo).port}`,
    held,
    close: () => close(door),
  };
}

/** Sets up a proxy in front of a registry; nothing answers at its address until `open` is called. */
export async function closedDoor(
  registryUrl: string,
): Promise<{ url: string; open(): Promise<void>; close(): Promise<void> }> {
  const port = await findFreePort();
  const door = createServer((incoming, response) => forward(registryUrl, incoming, response));
  return {
    url: `http://127.0.0.1:${port}`,
    open: () => new Promise((resolve) => door.listen(port, "127.0.0.1", resolve)),
    close: () => close(door),
  };
}

function forward(registryUrl: string, incoming: IncomingMessage, response: ServerResponse): void {
  const { hostname, port } = new URL(registryUrl);
  const { method, url, headers } = incoming;
  const outgoing = request({ hostname, port, method, path: url, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  outgoing.on("error", () => response.destroy());
  incoming.pipe(outgoing);
}

function close(door: Server): Promise<void> {
  return new Promise((resolve) => {
    door.close(() => resolve());
    door.closeAllConnections();
  });
}
