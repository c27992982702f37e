import "server-only";
import { logger } from "@/lib/logging/logger";
import { onShutdown } from "@/lib/process/shutdown";
import { recordListening } from "./pulls-told-store";

const everyMs = 60_000;

/** Records that the console listens, at this start and every minute until it stops: what is missing later was a gap. */
export async function keepListening(): Promise<void> {
  await recordListening(Date.now(), { isStart: true });
  const timer = setInterval(() => {
    recordListening(Date.now()).catch((error: unknown) => {
      logger().warn({ err: error }, "it could not be written down that the console listens");
    });
  }, everyMs).unref();
  onShutdown(() => clearInterval(timer));
}
