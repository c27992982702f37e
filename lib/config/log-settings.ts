import "server-only";

const levels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"];

/**
 * How the process logs. Apart from `getConfig()`, as a mistake in the configuration has to be logged too; an unknown
 * `LOG_LEVEL` counts as "info".
 */
export function readLogSettings(): { level: string; readable: boolean } {
  const level = process.env.LOG_LEVEL?.trim().toLowerCase() ?? "";
  return { level: levels.includes(level) ? level : "info", readable: process.stderr.isTTY === true };
}
