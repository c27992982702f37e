import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/**
 * A loopback port for a program that is started soon. It lies below those that systems give to outgoing connections: in
 * a busy test run one of these would take it before the program does, or while the program is restarted.
 */
export async function findFreePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
