"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogCancel,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogTitle,
} from "@/components/ui/dialog";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { SelectMenu } from "@/components/ui/select-menu";
import { TextField } from "@/components/ui/text-field";
import type { Collector, ScheduledCollection } from "@/lib/contract/garbage-collection";
import { scheduleQuery, setSchedule } from "./garbage-collection-queries";
import { cronOf, formOf, frequencies, type ScheduleForm } from "./schedule-form";

const weekdays = ["0", "1", "2", "3", "4", "5", "6"] as const;

type ScheduleDialogProps = { collector: Collector; scheduled: ScheduledCollection; onClose: () => void };

/** When the registry is collected without anybody asking. */
export function ScheduleDialog({ collector, scheduled, onClose }: ScheduleDialogProps) {
  const t = useTranslations("garbageCollection.schedule");
  const client = useQueryClient();
  const { registry, removeUntaggedBlockedBy } = collector;
  const [form, setForm] = useState(() => formOf(scheduled, Intl.DateTimeFormat().resolvedOptions().timeZone));
  const change = (part: Partial<ScheduleForm>) => setForm({ ...form, ...part });
  const save = useMutation({
    mutationFn: () => {
      const cron = cronOf(form);
      const { timeZone, removeUntagged } = form;
      return setSchedule(registry, cron === null ? null : { cron, timeZone, removeUntagged });
    },
    onSuccess: (now) => {
      client.setQueryData(scheduleQuery(registry).queryKey, now);
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Dialog open onOpenChange={(open) => open || onClose()}>
      <DialogContent>
        <DialogTitle>{t("title")}</DialogTitle>
        <DialogDescription>{t(scheduled.keptBy === "harbor" ? "keptByHarbor" : "detail")}</DialogDescription>
        <form onSubmit={submit} className="mt-4 flex flex-col gap-4">
          <Times form={form} onChange={change} fixedZone={scheduled.keptBy === "harbor"} />
          {form.frequency !== "never" && (removeUntaggedBlockedBy === null || form.removeUntagged) ? (
            <label className="flex items-start gap-2.5">
              <input
                type="checkbox"
                checked={form.removeUntagged}
                onChange={(event) => change({ removeUntagged: event.target.checked })}
                className="mt-0.5 size-4 accent-accent"
              />
              <span>{t("removeUntagged")}</span>
            </label>
          ) : null}
          {save.error ? <ProblemNotice error={save.error} what={t("notSaved")} /> : null}
          <DialogFooter>
            <DialogCancel>{t("cancel")}</DialogCancel>
            <Button type="submit" variant="primary" disabled={save.isPending}>
              {t("save")}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}

type TimesProps = { form: ScheduleForm; onChange: (part: Partial<ScheduleForm>) => void; fixedZone: boolean };

function Times({ form, onChange, fixedZone }: TimesProps) {
  const t = useTranslations("garbageCollection.schedule");
  const zones = useId();
  const { frequency, time, weekday, cron, timeZone } = form;
  return (
    <>
      <div className="flex flex-wrap items-center gap-2.5">
        <SelectMenu
          label={t("frequency")}
          value={frequency}
          options={frequencies.map((value) => ({ value, label: t(`frequencies.${value}`) }))}
          onValueChange={(value) => onChange({ frequency: value })}
        />
        {frequency === "weekly" ? (
          <SelectMenu
            label={t("weekday")}
            value={weekdays[weekday] ?? "0"}
            options={weekdays.map((value) => ({ value, label: t(`weekdays.${value}`) }))}
            onValueChange={(value) => onChange({ weekday: Number(value) })}
          />
        ) : null}
        {frequency === "never" || frequency === "custom" ? null : (
          <label className="flex items-center gap-2">
            <span className="text-muted">{t("at")}</span>
            <input
              type="time"
              required
              value={time}
              onChange={(event) => onChange({ time: event.target.value })}
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
          onChange={(event) => onChange({ cron: event.target.value })}
          className="mono"
        />
      ) : null}
      {frequency === "never" || fixedZone ? null : (
        <>
          <TextField
            label={t("timeZone")}
            value={timeZone}
            list={zones}
            required
            onChange={(event) => onChange({ timeZone: event.target.value })}
          />
          <datalist id={zones}>
            {Intl.supportedValuesOf("timeZone").map((zone) => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
        </>
      )}
    </>
  );
}
