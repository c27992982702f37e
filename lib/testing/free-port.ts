import { randomInt } from "node:crypto";
import { createServer } from "node:net";

const first = 20_000;
const span = 1_000;
const spans = 12;

// Parallel test processes get different spans: a port that was free a moment ago may be in use by another one.
const pool = Number(process.env.VITEST_POOL_ID ?? process.env.TEST_PARALLEL_INDEX ?? 0) % spans;
let next = randomInt(span);

/**
 * Finds a free loopback port for a program that is started soon; never the same twice. It is below the range that
 * systems use for outgoing connections: in a busy test run, one of these could take it before the program does, or
 * while the program restarts.
 */
export async function findFreePort(): Promise<number> {
  for (;;) {
    next = (next + 1) % span;
    const port = first + pool * span + next;
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
