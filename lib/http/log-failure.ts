import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { logger } from "@/lib/logging/logger";

/**
 * Logs one line under the request id that the person sees: a bug with its stack, a fault of a registry or of this
 * machine with its reason. A client's mistake is logged at debug level only.
 */
export function logFailure(error: unknown, request: Request, requestId: string): void {
  const about = { requestId, method: request.method, path: new URL(request.url).pathname };
  // The client has disconnected, which cancelled the work.
  if (request.signal.aborted && error === request.signal.reason) return;
  if (!(error instanceof AppError) || error.code === "internal") {
    logger().error({ err: error, ...about }, "request failed");
    return;
  }
  const { code, detail, context, cause } = error;
  const reason = { code, detail, context, ...(cause instanceof Error && { cause: cause.message }) };
  logger()[error.status >= 500 ? "warn" : "debug"]({ ...about, ...reason }, "request failed");
}
