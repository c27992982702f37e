import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { pipeline } from "node:stream";

export type SocketProxy = { url: string; refused: string[]; close(): Promise<void> };

/**
 * Starts a proxy in front of a socket. It forwards what its arguments (`-allowGET=…`) allow, and refuses the rest as
 * wollomatic/socket-proxy does.
 */
export async function startSocketProxy(endpoint: string, options: readonly string[]): Promise<SocketProxy> {
  const rules = options.flatMap((option) => {
    const [, method, paths] = /^-allow([A-Z]+)=(.*)$/.exec(option) ?? [];
    return method ? [[method, new RegExp(`^(?:${paths})$`)] as const] : [];
  });
  const allowed = new Map(rules);
  const refused: string[] = [];
  const server = createServer((asked, answer) => {
    const { method = "", url = "", headers } = asked;
    const rule = allowed.get(method);
    if (!rule?.test(decodeURIComponent(url.split("?")[0] ?? ""))) {
      refused.push(`${method} ${url}`);
      answer.writeHead(rule ? 403 : 405).end("Forbidden");
      return;
    }
    const onward = request({ socketPath: endpoint.slice("unix://".length), path: url, method, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      answer.flushHeaders();
      pipeline(response, answer, () => undefined);
    });
    pipeline(asked, onward, () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    refused,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
