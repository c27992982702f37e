import "server-only";
import { repeat } from "@/lib/jobs/repeat";
import { recordListening } from "./pulls-told-store";

const everyMs = 60_000;

/** Records that the console listens, at this start and every minute until it stops; minutes without that are a gap. */
export async function keepListening(): Promise<void> {
  await recordListening(Date.now(), { isStart: true });
  repeat(everyMs, "it could not be written down that the console listens", () => recordListening(Date.now()));
}
