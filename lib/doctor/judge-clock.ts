import "server-only";
import { formatDuration } from "@/lib/format/duration";
import type { Sounding } from "@/lib/registry/sound-out";
import type { Attempt } from "./attempt";
import type { Judgement } from "./judgement";
import { unasked } from "./unasked";

// A registry accepts tokens that are up to a minute off (distribution's leeway): half of that is worth a mention.
const noticeableMs = 30_000;
const harmfulMs = 60_000;

/** Judges whether the clock of the registry, or of a proxy in front of it, agrees with the console's. */
export function judgeClock(sounding: Attempt<Sounding>): Judgement {
  const check = "clock";
  if (sounding.error) return { check, ...unasked(sounding.error) };
  const ahead = sounding.value.clockAheadMs;
  if (ahead === null) return { check, state: "unknown", code: "clock.unknown" };
  const off = Math.abs(ahead);
  if (off < noticeableMs) return { check, state: "ok", code: "clock.ok" };
  const values = { time: formatDuration(off), where: ahead > 0 ? "ahead" : "behind" };
  return { check, state: off < harmfulMs ? "attention" : "broken", code: "clock.off", values };
}
