import "server-only";
import { type SpanOptions, SpanStatusCode, trace } from "@opentelemetry/api";
import { isAppError } from "@/lib/errors/app-error";

/**
 * Runs the work as one step of a trace. A failure ends the step with its code as `error.type`, and is thrown on. Without
 * `startTracing` this only runs the work.
 */
export function inSpan<T>(name: string, options: SpanOptions, work: () => Promise<T>): Promise<T> {
  return trace.getTracer("shipshape").startActiveSpan(name, options, async (span) => {
    try {
      return await work();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      span.setAttribute("error.type", isAppError(error) ? error.code : "cancelled");
      throw error;
    } finally {
      span.end();
    }
  });
}
