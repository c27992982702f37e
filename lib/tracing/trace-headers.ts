import "server-only";
import { context, propagation } from "@opentelemetry/api";

/** Returns the headers that let the receiver continue the trace (W3C Trace Context); none without `startTracing`. */
export function traceHeaders(): Record<string, string> {
  const headers: Record<string, string> = {};
  propagation.inject(context.active(), headers);
  return headers;
}
