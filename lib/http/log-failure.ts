import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { logger } from "@/lib/logging/logger";

/**
 * One line under the request id that the person sees: a bug with its stack, a fault of a registry or of this machine
 * with its reason; what a client did wrong is of interest only while debugging.
 */
export function logFailure(error: unknown, request: Request, requestId: string): void {
  const about = { requestId, method: request.method, path: new URL(request.url).pathname };
  // Who asked has gone, and with them what was done for them.
  if (request.signal.aborted && error === request.signal.reason) return;
  if (!(error instanceof AppError) || error.code === "internal") {
    logger().error({ err: error, ...about }, "request failed");
    return;
  }
  const { code, detail, context, cause } = error;
  const reason = { code, detail, context, ...(cause instanceof Error && { cause: cause.message }) };
  logger()[error.status >= 500 ? "warn" : "debug"]({ ...about, ...reason }, "request failed");
}
