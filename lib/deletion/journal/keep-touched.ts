import "server-only";
import { logger } from "@/lib/logging/logger";
import { startAge } from "@/lib/process/age";
import { touch } from "./transitions";

const touchMs = 30_000;
/** A deletion that nobody has touched for so long is anybody's to take up or to close. */
export const abandonedMs = 120_000;
// Whoever is at work stops some time before somebody else may begin.
const graceMs = 30_000;

export type KeptTouched = {
  /** Whether no other console can have taken it up: false for good once this one stood still for too long. */
  isOurs(): boolean;
  end(): void;
};

/** Tells the other consoles, and the next start of this one, that this one is at work on a deletion or waits to be. */
export function keepTouched(id: string): KeptTouched {
  let touched = startAge();
  let lost = false;
  const isOurs = () => {
    lost ||= touched.ms() >= abandonedMs - graceMs;
    return !lost;
  };
  const tell = async () => {
    const asked = startAge();
    // Before the touch, after which nothing tells any more that there was none for long.
    isOurs();
    if (await touch(id)) touched = asked;
  };
  const timer = setInterval(() => {
    tell().catch((error: unknown) => logger().warn({ err: error, deletion: id }, "a deletion could not be touched"));
  }, touchMs);
  return { isOurs, end: () => clearInterval(timer) };
}
