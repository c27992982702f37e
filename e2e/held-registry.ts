import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

export type HeldRegistry = { url: string; held: Promise<void>; close(): Promise<void> };

/**
 * A registry reached through a door that never lets the delete of a manifest by digest through; probes of a digest of
 * zeros pass. `held` resolves when the first one stands before it.
 */
export async function holdDeletes(registryUrl: string): Promise<HeldRegistry> {
  const { hostname, port } = new URL(registryUrl);
  let arrived = () => {};
  const held = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const door = createServer((incoming, response) => {
    const { method = "GET", url = "/", headers } = incoming;
    if (method === "DELETE" && /sha256:/.test(url) && !/0{64}/.test(url)) return arrived();
    const outgoing = request({ hostname, port, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    outgoing.on("error", () => response.destroy());
    incoming.pipe(outgoing);
  });
  await new Promise<void>((resolve) => door.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(door.address() as AddressInfo).port}`,
    held,
    close: () =>
      new Promise((resolve) => {
        door.close(() => resolve());
        door.closeAllConnections();
      }),
  };
}
