import { connect } from "node:net";

/** Resolves when a program accepts connections at a loopback port. Rejects if it has ended before, or after 10 s. */
export async function untilListening(port: number, hasEnded: () => boolean): Promise<void> {
  for (let tries = 0; tries < 400 && !hasEnded(); tries++) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => resolve(true)).on("error", () => resolve(false));
      socket.once("connect", () => socket.destroy());
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`Nothing listens at port ${port}: the program did not start.`);
}
