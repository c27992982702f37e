"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { SelectMenu } from "./overlay/select-menu";
import { frequencies, type ScheduleForm } from "./schedule-form";
import { TextField } from "./text-field";

const weekdays = ["0", "1", "2", "3", "4", "5", "6"] as const;

type ScheduleFieldsProps = {
  form: ScheduleForm;
  onChange: (form: ScheduleForm) => void;
  /** Whether the time zone can't be chosen. */
  fixedZone?: boolean;
};

/** The fields of a schedule: how often, at what time, and in which time zone. */
export function ScheduleFields({ form, onChange, fixedZone = false }: ScheduleFieldsProps) {
  const t = useTranslations("ui.schedule");
  const { frequency, time, weekday, cron } = form;
  const change = (part: Partial<ScheduleForm>) => onChange({ ...form, ...part });
  return (
    <>
      <div className="flex flex-wrap items-center gap-2.5">
        <SelectMenu
          label={t("frequency")}
          value={frequency}
          options={frequencies.map((value) => ({ value, label: t(`frequencies.${value}`) }))}
          onValueChange={(value) => change({ frequency: value })}
        />
        {frequency === "weekly" ? (
          <SelectMenu
            label={t("weekday")}
            value={weekdays[weekday] ?? "0"}
            options={weekdays.map((value) => ({ value, label: t(`weekdays.${value}`) }))}
            onValueChange={(value) => change({ weekday: Number(value) })}
          />
        ) : null}
        {frequency === "never" || frequency === "custom" ? null : (
          <label className="flex items-center gap-2">
            <span className="text-muted">{t("at")}</span>
            <input
              type="time"
              required
              value={time}
              onChange={(event) => change({ time: event.target.value })}
              className="h-8.5 rounded-lg border border-line-strong bg-panel px-2.5 tabular-nums"
            />
          </label>
        )}
      </div>
      {frequency === "custom" ? (
        <TextField
          label={t("cron")}
          hint={t("cronHint")}
          value={cron}
          required
          onChange={(event) => change({ cron: event.target.value })}
        />
      ) : null}
      {frequency === "never" || fixedZone ? null : (
        <TimeZone value={form.timeZone} onChange={(timeZone) => change({ timeZone })} />
      )}
    </>
  );
}

function TimeZone({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useTranslations("ui.schedule");
  const zones = useId();
  return (
    <div>
      <TextField
        label={t("timeZone")}
        value={value}
        list={zones}
        required
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={zones}>
        {Intl.supportedValuesOf("timeZone").map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </div>
  );
}
