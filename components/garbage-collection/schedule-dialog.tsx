"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { CheckboxField } from "@/components/ui/checkbox-field";
import {
  Dialog,
  DialogCancel,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogTitle,
} from "@/components/ui/overlay/dialog";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { ScheduleFields } from "@/components/ui/schedule-fields";
import { formOf, scheduleOf } from "@/components/ui/schedule-form";
import type { Collector, ScheduledCollection } from "@/lib/contract/garbage-collection";
import { scheduleQuery, setSchedule } from "./garbage-collection-queries";

type ScheduleDialogProps = { collector: Collector; scheduled: ScheduledCollection; onClose: () => void };

/** The dialog that sets when the registry is collected automatically. */
export function ScheduleDialog({ collector, scheduled, onClose }: ScheduleDialogProps) {
  const t = useTranslations("garbageCollection.schedule");
  const client = useQueryClient();
  const { registry, removeUntaggedBlockedBy } = collector;
  const fixedZone = scheduled.keptBy === "harbor";
  const [form, setForm] = useState(() =>
    formOf(scheduled.schedule, fixedZone ? "UTC" : Intl.DateTimeFormat().resolvedOptions().timeZone),
  );
  const [removeUntagged, setRemoveUntagged] = useState(scheduled.schedule?.removeUntagged ?? false);
  const save = useMutation({
    mutationFn: () => {
      const schedule = scheduleOf(form);
      return setSchedule(registry, schedule && { ...schedule, removeUntagged });
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
        <DialogDescription>{t(fixedZone ? "keptByHarbor" : "detail")}</DialogDescription>
        <form onSubmit={submit} className="mt-4 flex flex-col gap-4">
          <ScheduleFields form={form} onChange={setForm} fixedZone={fixedZone} />
          {form.frequency !== "never" && (removeUntaggedBlockedBy === null || scheduled.schedule?.removeUntagged) ? (
            <CheckboxField label={t("removeUntagged")} checked={removeUntagged} onChange={setRemoveUntagged} />
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
