import "server-only";
import { logger } from "@/lib/logging/logger";
import { onShutdown } from "@/lib/process/shutdown";

/**
 * Runs the work every `everyMs` until the console stops, but not while it is still running. Logs what it throws, with
 * the message `failed`. Returns a function that ends the repetition.
 */
export function repeat(everyMs: number, failed: string, work: () => Promise<unknown>): () => void {
  let isUnderWay = false;
  const timer = setInterval(async () => {
    if (isUnderWay) return;
    isUnderWay = true;
    try {
      await work();
    } catch (error) {
      logger().error({ err: error }, failed);
    } finally {
      isUnderWay = false;
    }
  }, everyMs).unref();
  const forget = onShutdown(() => clearInterval(timer));
  return () => {
    clearInterval(timer);
    forget();
  };
}
