import "server-only";
import { warnSparingly } from "@/lib/logging/warn-sparingly";

/** Waits for a measurement. One that fails is logged and left out: the others are needed all the more. */
export async function leaveOut(measuring: Promise<void>): Promise<void> {
  await measuring.catch((err: unknown) => warnSparingly("metrics", { err }, "A metric could not be measured"));
}
