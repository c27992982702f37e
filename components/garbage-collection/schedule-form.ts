import type { ScheduledCollection } from "@/lib/contract/garbage-collection";

export const frequencies = ["never", "daily", "weekly", "monthly", "custom"] as const;
export type Frequency = (typeof frequencies)[number];

export type ScheduleForm = {
  frequency: Frequency;
  /** `hh:mm`. */
  time: string;
  /** 0 is Sunday. */
  weekday: number;
  cron: string;
  timeZone: string;
  removeUntagged: boolean;
};

const simpleCron = /^([0-5]?\d) ([01]?\d|2[0-3]) (\*|1) \* (\*|[0-6])$/;
const twoDigits = (text: string) => text.padStart(2, "0");

/** The schedule as somebody would choose it; what can't be chosen so is custom. */
export function formOf({ schedule, keptBy }: ScheduledCollection, localTimeZone: string): ScheduleForm {
  const form: ScheduleForm = {
    ...{ frequency: "never", time: "03:00", weekday: 0, cron: "0 3 * * 0", removeUntagged: false },
    timeZone: keptBy === "harbor" ? "UTC" : localTimeZone,
  };
  if (!schedule) return form;
  const { cron, removeUntagged } = schedule;
  const kept = { ...form, cron, timeZone: schedule.timeZone, removeUntagged };
  const [, minute = "", hour = "", day, weekday = ""] = simpleCron.exec(cron.trim()) ?? [];
  if (day === undefined || (day === "1" && weekday !== "*")) return { ...kept, frequency: "custom" };
  const time = `${twoDigits(hour)}:${twoDigits(minute)}`;
  if (weekday !== "*") return { ...kept, time, weekday: Number(weekday), frequency: "weekly" };
  return { ...kept, time, frequency: day === "1" ? "monthly" : "daily" };
}

/** What was chosen, as cron has it; null for never. */
export function cronOf({ frequency, time, weekday, cron }: ScheduleForm): string | null {
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
