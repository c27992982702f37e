import "server-only";
import type { DestinationStream } from "pino";

/** Turns each JSON line into `12:34:56 warn  message {"rest":…}` for a person at a terminal. */
export function readableLines(destination: DestinationStream): DestinationStream {
  return { write: (line) => destination.write(`${readable(line)}\n`) };
}

function readable(line: string): string {
  const { level, time, msg, err, ...rest } = JSON.parse(line) as Record<string, unknown> & { err?: { stack?: string } };
  const details = Object.keys(rest).length > 0 ? ` ${JSON.stringify(rest)}` : "";
  const stack = err ? `\n${err.stack ?? JSON.stringify(err)}` : "";
  return `${String(time).slice(11, 19)} ${String(level).padEnd(5)} ${String(msg ?? "")}${details}${stack}`;
}
