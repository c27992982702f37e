"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Eye, Play, Save, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { ExactTime } from "@/components/ui/exact-time";
import { PageHeader } from "@/components/ui/page-header";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { toast } from "@/components/ui/toast";
import { cleanUpPagePaths } from "@/lib/contract/clean-up-paths";
import { pagePaths } from "@/lib/contract/paths";
import type { Policy, Preview } from "@/lib/contract/policies";
import { deletePolicy, policyQuery, previewPolicy, runPolicy, savePolicy } from "./policies-queries";
import { PreviewResult } from "./preview-result";
import { RunDialog } from "./run-dialog";

type PolicyEditorProps = { policy: Policy | null; initial: string; mayChange: boolean };

/** A policy as text, what it would do, and the buttons that save and run it. */
export function PolicyEditor({ policy, initial, mayChange }: PolicyEditorProps) {
  const t = useTranslations("policies.editor");
  const router = useRouter();
  const client = useQueryClient();
  const [text, setText] = useState(initial);
  const [seen, setSeen] = useState<{ text: string; preview: Preview } | null>(null);
  const [asking, setAsking] = useState(false);
  const saved = policy !== null && text === policy.yaml;
  const preview = useMutation({
    mutationFn: (yaml: string) => previewPolicy(yaml, policy?.id),
    onSuccess: (result, yaml) => setSeen({ text: yaml, preview: result }),
  });
  const save = useMutation({
    mutationFn: () => savePolicy(text, policy?.id),
    onSuccess: (changed) => {
      toast({ title: t("saved", { name: changed.spec.name }), tone: "green" });
      client.setQueryData(policyQuery(changed.id).queryKey, changed);
      void client.invalidateQueries({ queryKey: ["policies"] });
      setSeen((known) => known && { ...known, text: changed.yaml });
      setText(changed.yaml);
      if (!policy) router.replace(cleanUpPagePaths.policy(changed.id));
    },
  });
  const remove = useMutation({
    mutationFn: () => deletePolicy(policy?.id ?? ""),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["policies"] });
      router.push(pagePaths.policies());
    },
  });
  const current = seen !== null && seen.text === text;
  const start = useMutation({
    mutationFn: () => runPolicy(policy?.id ?? "", seen?.preview.id ?? ""),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["policy-runs"] });
      router.push(pagePaths.policies());
    },
  });
  const runnable = saved && current && seen.preview.problem === null && seen.preview.deletes > 0;
  const failed = [preview, save, remove, start].find(({ error }) => error);
  return (
    <>
      <PageHeader
        title={policy?.spec.name ?? t("newTitle")}
        facts={<NextRuns policy={policy} />}
        actions={
          mayChange ? (
            <div className="flex flex-wrap gap-2">
              {policy ? (
                <Button variant="danger-quiet" onClick={() => remove.mutate()} disabled={remove.isPending}>
                  <Trash2 aria-hidden />
                  {t("remove")}
                </Button>
              ) : null}
              <Button onClick={() => setAsking(true)} disabled={!runnable} title={runnable ? undefined : t("runNeeds")}>
                <Play aria-hidden />
                {t("run")}
              </Button>
              <Button
                onClick={() => save.mutate()}
                disabled={!current || saved || save.isPending}
                title={t("saveNeeds")}
              >
                <Save aria-hidden />
                {t("save")}
              </Button>
              <Button variant="primary" onClick={() => preview.mutate(text)} disabled={preview.isPending}>
                <Eye aria-hidden />
                {preview.isPending ? t("previewing") : t("preview")}
              </Button>
            </div>
          ) : null
        }
      />
      {failed?.error ? <ProblemNotice error={failed.error} what={t("failed")} className="mb-4" /> : null}
      <div className="grid items-start gap-6 xl:grid-cols-[26rem_minmax(0,1fr)]">
        <TextEditor value={text} onChange={setText} readOnly={!mayChange} />
        {seen ? (
          <PreviewResult preview={seen.preview} outdated={!current} />
        ) : (
          <p className="text-muted">{t("noPreview")}</p>
        )}
      </div>
      {asking && seen ? (
        <RunDialog preview={seen.preview} onClose={() => setAsking(false)} onRun={() => start.mutate()} />
      ) : null}
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
