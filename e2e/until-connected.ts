import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** Resolves when a program accepts connections at a loopback port. Rejects after half a minute. */
export async function untilConnected(port: number): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await accepts(port))) {
    if (Date.now() > deadline) throw new Error(`Nothing listens at port ${port}.`);
    await sleep(20);
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
