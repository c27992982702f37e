import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { POST } from "@/app/api/hooks/registry/[registry]/route";

export type HookServer = {
  /** Returns the address to which a registry of that name sends its notifications. */
  urlOf(registry: string): string;
  /** The answers so far, oldest first. */
  statuses: number[];
  close(): Promise<void>;
};

/** Serves the console's notification address so that a registry can reach it. */
export async function startHookServer(): Promise<HookServer> {
  const statuses: number[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const registry = (incoming.url ?? "").split("/").at(-1);
    const request = new Request(`http://console${incoming.url}`, {
      method: "POST",
      headers: incoming.headers as Record<string, string>,
      body: Readable.toWeb(incoming) as ReadableStream,
      duplex: "half",
    } as RequestInit);
    const { status, headers } = await POST(request, { params: Promise.resolve({ registry }) });
    statuses.push(status);
    outgoing.writeHead(status, Object.fromEntries(headers)).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    urlOf: (registry) => `http://127.0.0.1:${port}/api/hooks/registry/${registry}`,
    statuses,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
