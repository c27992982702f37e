import "server-only";
import { trace } from "@opentelemetry/api";
import pino, { type Logger, stdSerializers } from "pino";
import { readLogSettings } from "@/lib/config/log-settings";
import { AppError } from "@/lib/errors/app-error";
import { processWide } from "@/lib/process/process-wide";
import { readableLines } from "./readable-lines";
import { findRequestId } from "./request-context";

const secretKeys = [
  "password",
  "token",
  "secretKey",
  "notificationSecret",
  "key",
  "authorization",
  "cookie",
  "identityToken",
  "passwordHash",
];

/** pino's `*.x` does not cover a top-level `x`, so each key is named at every depth that we log. */
export const redactedPaths = secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`, `headers["set-${key}"]`]);

function serializeError(error: unknown): unknown {
  if (!(error instanceof AppError)) return stdSerializers.err(error as Error);
  const { code, detail, context, cause, stack } = error;
  return { type: error.name, code, detail, context, stack, ...(cause instanceof Error && { cause: cause.message }) };
}

/** Returns the request and the trace (OpenTelemetry, "Trace Context in non-OTLP Log Formats") that a line belongs to. */
function whence(): object {
  const requestId = findRequestId();
  const spanContext = trace.getActiveSpan()?.spanContext();
  return {
    ...(requestId && { requestId }),
    ...(spanContext && { trace_id: spanContext.traceId, span_id: spanContext.spanId }),
  };
}

/** Creates a logger for the given destination; `logger()` returns the process's own. */
export function makeLogger(destination: pino.DestinationStream, level: string): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: redactedPaths, censor: "[hidden]" },
      serializers: { err: serializeError },
      mixin: whence,
    },
    destination,
  );
}

/** Returns the process's log: JSON lines on stderr, or readable lines at a terminal. */
export function logger(): Logger {
  return processWide("logger", () => {
    const { level, readable } = readLogSettings();
    // No pino transport: it would start a worker from a file that the bundler doesn't include.
    const stderr = pino.destination({ fd: 2, sync: true });
    return makeLogger(readable ? readableLines(stderr) : stderr, level);
  });
}
