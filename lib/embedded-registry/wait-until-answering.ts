import "server-only";
import http from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import type { RegistrySocket } from "./registry-socket";

function ask(socket: RegistrySocket): Promise<number | null> {
  return new Promise((resolve) => {
    const request = http.get({ ...socket, path: "/v2/", agent: false, timeout: 1_000 }, (response) => {
      response.resume();
      resolve(response.statusCode ?? null);
    });
    request.once("timeout", () => request.destroy());
    request.once("error", () => resolve(null));
  });
}

/** Resolves to true once `/v2/` answers 200, and to false at the deadline or when `isAlive` returns false. */
export async function waitUntilAnswering(
  socket: RegistrySocket,
  isAlive: () => boolean,
  timeoutMs: number,
): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (performance.now() < deadline && isAlive()) {
    if ((await ask(socket)) === 200) return isAlive();
    await wait(50);
  }
  return false;
}
