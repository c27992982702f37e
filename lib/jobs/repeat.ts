import "server-only";
import { logger } from "@/lib/logging/logger";
import { onShutdown } from "@/lib/process/shutdown";

/**
 * Has the work done again and again, at that distance, until the console stops, and not while it is still under way. What
 * it throws is logged with `failed`. Returns what ends it.
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
