import "server-only";
import type { RegistrySettings } from "@/lib/contract/registry-settings";
import { formatCount } from "@/lib/format/count";
import type { Judgement } from "./judgement";

type Notifications = Pick<RegistrySettings["notifications"], "setUp" | "heardAt" | "eventsLastDay" | "refusedAt">;

const dayMs = 24 * 60 * 60_000;
const hourMs = 60 * 60_000;

const unheard =
  "Changes by others are seen only when the console comes round to looking, and nobody knows what is pulled: what was not pulled for long can't be told.";

/** Whether the registry tells the console what happens in it. */
export function judgeNotifications(
  { setUp, heardAt, eventsLastDay, refusedAt }: Notifications,
  now: number,
): Judgement {
  const check = "notifications";
  if (refusedAt !== null && (heardAt === null || refusedAt > heardAt))
    return {
      ...{ check, state: "attention", consequence: unheard },
      seen: "The last thing that claimed to come from it had the wrong secret, or none, and was refused.",
      remedy: "Take the lines for its configuration from the settings once more: the secret in them is the right one.",
    };
  if (heardAt !== null) return { check, ...judgeSilence(now - Date.parse(heardAt), eventsLastDay) };
  if (setUp === "console")
    return { check, state: "unknown", seen: "It is set up to tell the console; nothing has happened in it yet." };
  const remedy =
    setUp === "unreachable"
      ? "Start the console so that the container of the registry reaches it: with HOST=0.0.0.0, for example."
      : "Put the lines that the settings show into the registry's configuration, and restart it.";
  return { check, state: "attention", seen: "It never told the console of anything.", consequence: unheard, remedy };
}

function judgeSilence(silentMs: number, lastDay: number): Omit<Judgement, "check"> {
  if (silentMs < dayMs) {
    const events = lastDay === 1 ? "one event" : lastDay === 0 ? "nothing" : `${formatCount(lastDay)} events`;
    return { state: "ok", seen: `They arrive, the latest ${ago(silentMs)}; ${events} by others in the last day.` };
  }
  return {
    ...{
      state: "unknown",
      seen: `The latest came ${ago(silentMs)}: nobody used it since, or it reaches the console no more.`,
    },
    consequence: unheard,
    remedy: "Push or pull something there, and see whether this changes.",
  };
}

function ago(ms: number): string {
  if (ms >= dayMs) return ms < 2 * dayMs ? "a day ago" : `${Math.floor(ms / dayMs)} days ago`;
  if (ms >= hourMs) return ms < 2 * hourMs ? "an hour ago" : `${Math.floor(ms / hourMs)} hours ago`;
  return ms < 2 * 60_000 ? "just now" : `${Math.floor(ms / 60_000)} minutes ago`;
}
