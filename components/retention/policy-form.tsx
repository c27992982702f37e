"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { CheckboxField } from "@/components/ui/checkbox-field";
import { ScheduleFields } from "@/components/ui/schedule-fields";
import { formOf, scheduleOf } from "@/components/ui/schedule-form";
import { TextField } from "@/components/ui/text-field";
import type { PolicySpec, TagSelector } from "@/lib/contract/policies";
import { NewestRules, NumberBox, WithinRules } from "./keep-rules";
import { SelectorFields } from "./selector-fields";
import { WordsField } from "./words-field";

type PolicyFormProps = { spec: PolicySpec; onChange: (spec: PolicySpec) => void; readOnly: boolean };

/** A policy, field by field. It is equivalent to the policy's text. */
export function PolicyForm({ spec, onChange, readOnly }: PolicyFormProps) {
  const t = useTranslations("policies.form");
  const change = (part: Partial<PolicySpec>) => onChange({ ...spec, ...part });
  const { repositories, tags, keep } = spec;
  return (
    <fieldset disabled={readOnly} className="flex min-w-0 flex-col gap-5">
      <legend className="sr-only">{t("legend")}</legend>
      <TextField
        label={t("name")}
        value={spec.name}
        required
        maxLength={100}
        onChange={(event) => change({ name: event.target.value })}
      />
      <Part title={t("repositories.title")} detail={t("repositories.detail")}>
        <WordsField
          label={t("repositories.include")}
          placeholder="**"
          words={repositories.include}
          onChange={(include) => change({ repositories: { ...repositories, include } })}
        />
        <WordsField
          label={t("repositories.exclude")}
          words={repositories.exclude}
          onChange={(exclude) => change({ repositories: { ...repositories, exclude } })}
        />
      </Part>
      <Part title={t("tags.title")} detail={t("tags.detail")}>
        <SelectorFields selector={tags} onChange={(selector) => change({ tags: selector })} />
      </Part>
      <Part title={t("keep.title")} detail={t("keep.detail")}>
        <NewestRules rules={keep.newest} onChange={(newest) => change({ keep: { ...keep, newest } })} />
        <WithinRules rules={keep.within} onChange={(within) => change({ keep: { ...keep, within } })} />
        <p className="font-medium">{t("keep.matching")}</p>
        <SelectorFields
          selector={keep.matching ?? {}}
          onChange={(matching) => change({ keep: withMatching(keep, matching) })}
        />
        {keep.matching && Object.keys(keep.matching).length === 0 ? (
          <p className="text-amber text-sm">{t("keep.everything")}</p>
        ) : null}
      </Part>
      <Part title={t("safety.title")}>
        <p className="leading-9 [&_input]:mx-1.5">
          {t("safety.most")}
          <NumberBox
            label={t("safety.percent")}
            value={spec.mostPercent}
            most={100}
            onChange={(mostPercent) => change({ mostPercent })}
          />
          {t("safety.ofARepository")}
        </p>
        <CheckboxField
          label={t("safety.referrers")}
          checked={spec.withReferrers}
          onChange={(withReferrers) => change({ withReferrers })}
        />
      </Part>
      <Part title={t("schedule.title")}>
        <Times spec={spec} onChange={change} />
      </Part>
    </fieldset>
  );
}

const withMatching = ({ matching: _, ...keep }: PolicySpec["keep"], matching: TagSelector): PolicySpec["keep"] =>
  Object.keys(matching).length > 0 ? { ...keep, matching } : keep;

function Times({ spec, onChange }: { spec: PolicySpec; onChange: (part: Partial<PolicySpec>) => void }) {
  const t = useTranslations("policies.form.schedule");
  const [form, setForm] = useState(() => formOf(spec.schedule, Intl.DateTimeFormat().resolvedOptions().timeZone));
  return (
    <>
      <ScheduleFields
        form={form}
        onChange={(next) => {
          setForm(next);
          const schedule = scheduleOf(next);
          onChange({ schedule, ...(schedule === null && { enabled: false }) });
        }}
      />
      {spec.schedule ? (
        <CheckboxField label={t("enabled")} checked={spec.enabled} onChange={(enabled) => onChange({ enabled })} />
      ) : null}
    </>
  );
}

function Part({ title, detail, children }: { title: string; detail?: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-3 border-line border-t pt-4">
      <div>
        <h2 className="font-semibold">{title}</h2>
        {detail ? <p className="text-muted text-sm">{detail}</p> : null}
      </div>
      {children}
    </section>
  );
}
