import "server-only";

const levels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"];

/**
 * Returns how the process logs. Separate from `getConfig()`, as mistakes in the configuration must be logged too. An
 * unknown `LOG_LEVEL` counts as "info".
 */
export function readLogSettings(): { level: string; readable: boolean } {
  const level = process.env.LOG_LEVEL?.trim().toLowerCase() ?? "";
  return { level: levels.includes(level) ? level : "info", readable: process.stderr.isTTY === true };
}
