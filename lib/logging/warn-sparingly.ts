import "server-only";
import { processWide } from "@/lib/process/process-wide";
import { logger } from "./logger";

type Warned = { at: number; left: number };

const everyMs = 60_000;
const maxKeys = 1000;

/** Warns at most once a minute for a key; the next line reports how many were left out since the last one. */
export function warnSparingly(key: string, fields: Record<string, unknown>, message: string): void {
  const warned = processWide("warned-lately", () => new Map<string, Warned>());
  const last = warned.get(key);
  if (last && Date.now() - last.at < everyMs) {
    last.left++;
    return;
  }
  warned.delete(key);
  for (const oldest of warned.keys()) {
    if (warned.size < maxKeys) break;
    warned.delete(oldest);
  }
  warned.set(key, { at: Date.now(), left: 0 });
  logger().warn({ ...fields, ...(last && last.left > 0 && { leftOut: last.left }) }, message);
}
