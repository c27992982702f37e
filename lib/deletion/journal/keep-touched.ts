import "server-only";
import { logger } from "@/lib/logging/logger";
import { startAge } from "@/lib/process/age";
import { touch } from "./transitions";

const touchMs = 30_000;
/** After this time without a touch, any console may take up or close a deletion. */
export const abandonedMs = 120_000;
// The console at work stops some time before another one may begin.
const graceMs = 30_000;

export type KeptTouched = {
  /** Returns whether no other console can have taken it up: false for good once this one was suspended for too long. */
  isOurs(): boolean;
  end(): void;
};

/**
 * Keeps showing the other consoles, and the next start of this one, that this one is working on a deletion or waiting
 * to.
 */
export function keepTouched(id: string): KeptTouched {
  let touched = startAge();
  let lost = false;
  const isOurs = () => {
    lost ||= touched.ms() >= abandonedMs - graceMs;
    return !lost;
  };
  const tell = async () => {
    const asked = startAge();
    // Checked before the touch, because the touch hides how long there was none.
    isOurs();
    if (await touch(id)) touched = asked;
  };
  const timer = setInterval(() => {
    tell().catch((error: unknown) => logger().warn({ err: error, deletion: id }, "a deletion could not be touched"));
  }, touchMs);
  return { isOurs, end: () => clearInterval(timer) };
}
