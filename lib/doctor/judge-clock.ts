import "server-only";
import { formatDuration } from "@/lib/format/duration";
import type { Sounding } from "@/lib/registry/sound-out";
import type { Attempt } from "./attempt";
import type { Judgement } from "./judgement";
import { unasked } from "./unasked";

// A registry accepts tokens that are up to a minute off (distribution's leeway): half of it is worth a word.
const noticeableMs = 30_000;
const harmfulMs = 60_000;

/** Whether the registry's clock, or that of a proxy before it, agrees with the console's. */
export function judgeClock(sounding: Attempt<Sounding>): Judgement {
  const check = "clock";
  if (sounding.error) return { check, state: "unknown", seen: unasked(sounding.error) };
  const ahead = sounding.value.clockAheadMs;
  if (ahead === null) return { check, state: "unknown", seen: "Its answers don't say what time it is there." };
  const off = Math.abs(ahead);
  if (off < noticeableMs) return { check, state: "ok", seen: "Its clock agrees with the console's." };
  return {
    check,
    state: off < harmfulMs ? "attention" : "broken",
    seen: `Its clock is ${formatDuration(off)} ${ahead > 0 ? "ahead of" : "behind"} the console's.`,
    consequence:
      "Tokens count as expired, or as not valid yet, and so do certificates; times of pushes and pulls are wrong by as much.",
    remedy:
      "Have both machines set their clocks over the network (NTP). Which of the two is wrong can't be told from here.",
  };
}
