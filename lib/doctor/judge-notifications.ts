import "server-only";
import type { RegistrySettings } from "@/lib/contract/registry-settings";
import type { Judgement } from "./judgement";

type Notifications = Pick<RegistrySettings["notifications"], "setUp" | "heardAt" | "eventsLastDay" | "refusedAt">;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Judges whether the registry notifies the console of what happens in it. */
export function judgeNotifications(
  { setUp, heardAt, eventsLastDay, refusedAt }: Notifications,
  now: number,
): Judgement {
  const check = "notifications";
  if (refusedAt !== null && (heardAt === null || refusedAt > heardAt))
    return { check, state: "attention", code: "notifications.refused" };
  if (heardAt !== null) return { check, ...judgeSilence(now - Date.parse(heardAt), eventsLastDay) };
  if (setUp === "console") return { check, state: "unknown", code: "notifications.waiting" };
  return { check, state: "attention", code: `notifications.${setUp === "unreachable" ? "unreachable" : "never"}` };
}

function judgeSilence(silentMs: number, events: number): Omit<Judgement, "check"> {
  const { span, count } = spanOf(silentMs);
  return silentMs < dayMs
    ? { state: "ok", code: "notifications.ok", values: { span, count, events } }
    : { state: "unknown", code: "notifications.silent", values: { count } };
}

function spanOf(ms: number): { span: "now" | "minutes" | "hours" | "days"; count: number } {
  if (ms >= dayMs) return { span: "days", count: Math.floor(ms / dayMs) };
  if (ms >= hourMs) return { span: "hours", count: Math.floor(ms / hourMs) };
  return ms < 2 * minuteMs ? { span: "now", count: 0 } : { span: "minutes", count: Math.floor(ms / minuteMs) };
}
