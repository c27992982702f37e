"use client";

import { useTranslations } from "next-intl";
import { lazy, Suspense, useId, useState } from "react";
import { ExactTime } from "@/components/ui/exact-time";
import { PageHeader } from "@/components/ui/page-header";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Segmented } from "@/components/ui/segmented";
import type { Policy, PolicyText } from "@/lib/contract/policies";
import { PolicyActions } from "./policy-actions";
import { PolicyForm } from "./policy-form";
import { usePolicyEditor } from "./use-policy-editor";

const PreviewResult = lazy(() => import("./preview-result").then(({ PreviewResult }) => ({ default: PreviewResult })));
const RunDialog = lazy(() => import("./run-dialog").then(({ RunDialog }) => ({ default: RunDialog })));

// On a narrow screen the preview is below a long form.
const bringIntoSight = (place: HTMLElement | null) => {
  if (place && place.getBoundingClientRect().top > window.innerHeight) place.scrollIntoView({ block: "start" });
};

type PolicyEditorProps = { policy: Policy | null; initial: PolicyText; mayChange: boolean };

/** A policy as a form or as text, its effects, and the buttons that save and run it. */
export function PolicyEditor({ policy, initial, mayChange }: PolicyEditorProps) {
  const t = useTranslations("policies.editor");
  const editor = usePolicyEditor(policy, initial);
  const { draft, setDraft, seen, turn } = editor;
  const [asking, setAsking] = useState(false);
  return (
    <>
      <PageHeader
        title={policy?.spec.name ?? t("newTitle")}
        facts={<NextRuns policy={policy} />}
        actions={
          mayChange ? <PolicyActions isNew={policy === null} editor={editor} onRun={() => setAsking(true)} /> : null
        }
      />
      {editor.error ? <ProblemNotice error={editor.error} what={t("failed")} className="mb-4" /> : null}
      <div className="grid items-start gap-6 xl:grid-cols-[26rem_minmax(0,1fr)]">
        <div className="flex flex-col gap-4">
          <Segmented
            label={t("writtenAs")}
            value={"spec" in draft ? "form" : "text"}
            segments={[
              { value: "form", label: t("asForm") },
              { value: "text", label: t("asText") },
            ]}
            onValueChange={(value) => "spec" in draft === (value === "text") && turn.mutate(draft)}
            className="self-start"
          />
          {"spec" in draft ? (
            <PolicyForm spec={draft.spec} onChange={(spec) => setDraft({ spec })} readOnly={!mayChange} />
          ) : (
            <TextEditor value={draft.yaml} onChange={(yaml) => setDraft({ yaml })} readOnly={!mayChange} />
          )}
        </div>
        {seen ? (
          <div key={seen.preview.id} ref={bringIntoSight} className="min-w-0 scroll-mt-4">
            <Suspense>
              <PreviewResult preview={seen.preview} outdated={!editor.current} />
            </Suspense>
          </div>
        ) : (
          <p className="text-muted">{t("noPreview")}</p>
        )}
      </div>
      <Suspense>
        {asking && seen ? (
          <RunDialog preview={seen.preview} onClose={() => setAsking(false)} onRun={() => editor.start.mutate()} />
        ) : null}
      </Suspense>
    </>
  );
}

function NextRuns({ policy }: { policy: Policy | null }) {
  const t = useTranslations("policies.editor");
  if (!policy || policy.nextRuns.length === 0) return <span>{t("notScheduled")}</span>;
  return (
    <span className="flex flex-wrap gap-x-3">
      {t("nextRuns")}
      {policy.nextRuns.map((time) => (
        <ExactTime key={time} value={time} />
      ))}
    </span>
  );
}

type TextEditorProps = { value: string; onChange: (value: string) => void; readOnly: boolean };

function TextEditor({ value, onChange, readOnly }: TextEditorProps) {
  const t = useTranslations("policies.editor");
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block font-medium">
        {t("text")}
      </label>
      <textarea
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        readOnly={readOnly}
        spellCheck={false}
        rows={Math.min(40, Math.max(18, value.split("\n").length + 1))}
        className="mono w-full resize-y rounded-lg border border-line-strong bg-panel px-3 py-2.5 text-sm leading-5.5 focus-visible:outline-offset-0"
      />
      <p className="mt-1.5 text-muted text-sm">{t("textHint")}</p>
    </div>
  );
}
