import type { Schedule } from "@/lib/contract/schedule";

export const frequencies = ["never", "daily", "weekly", "monthly", "custom"] as const;
export type Frequency = (typeof frequencies)[number];

/** A schedule as a user chooses it. */
export type ScheduleForm = {
  frequency: Frequency;
  /** `hh:mm`. */
  time: string;
  /** 0 is Sunday. */
  weekday: number;
  cron: string;
  timeZone: string;
};

const simpleCron = /^([0-5]?\d) ([01]?\d|2[0-3]) (\*|1) \* (\*|[0-6])$/;
const twoDigits = (text: string) => text.padStart(2, "0");

/**
 * Returns the form of a schedule; a schedule that the form can't express is custom. `timeZone` is for a new schedule.
 */
export function formOf(schedule: Schedule | null, timeZone: string): ScheduleForm {
  const form: ScheduleForm = { frequency: "never", time: "03:00", weekday: 0, cron: "0 3 * * 0", timeZone };
  if (!schedule) return form;
  const kept = { ...form, ...schedule };
  const [, minute = "", hour = "", day, weekday = ""] = simpleCron.exec(schedule.cron.trim()) ?? [];
  if (day === undefined || (day === "1" && weekday !== "*")) return { ...kept, frequency: "custom" };
  const time = `${twoDigits(hour)}:${twoDigits(minute)}`;
  if (weekday !== "*") return { ...kept, time, weekday: Number(weekday), frequency: "weekly" };
  return { ...kept, time, frequency: day === "1" ? "monthly" : "daily" };
}

/** Returns the chosen schedule; null for never. */
export function scheduleOf(form: ScheduleForm): Schedule | null {
  const cron = cronOf(form);
  return cron === null ? null : { cron, timeZone: form.timeZone };
}

function cronOf({ frequency, time, weekday, cron }: ScheduleForm): string | null {
  const [hour = "", minute = ""] = time.split(":");
  const at = `${Number(minute)} ${Number(hour)}`;
  switch (frequency) {
    case "never":
      return null;
    case "daily":
      return `${at} * * *`;
    case "weekly":
      return `${at} * * ${weekday}`;
    case "monthly":
      return `${at} 1 * *`;
    case "custom":
      return cron.trim();
  }
}
