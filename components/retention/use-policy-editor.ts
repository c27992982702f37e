"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { queryKeyFor } from "@/components/api/query-keys";
import { toast } from "@/components/ui/overlay/toast";
import { cleanUpPagePaths } from "@/lib/contract/clean-up-paths";
import { pagePaths } from "@/lib/contract/paths";
import type { Policy, PolicyText, Preview } from "@/lib/contract/policies";
import {
  type Draft,
  deletePolicy,
  policyQuery,
  previewPolicy,
  runPolicy,
  savePolicy,
  translatePolicy,
} from "./policies-queries";

const same = (a: Draft, b: Draft) => JSON.stringify(a) === JSON.stringify(b);
const isSaved = (draft: Draft, policy: Policy | null) =>
  policy !== null && same(draft, "spec" in draft ? { spec: policy.spec } : { yaml: policy.yaml });

/** Returns a policy that is being edited: the draft, its last preview, and the actions on it. */
export function usePolicyEditor(policy: Policy | null, initial: PolicyText) {
  const t = useTranslations("policies.editor");
  const router = useRouter();
  const client = useQueryClient();
  const [draft, setDraft] = useState<Draft>({ spec: initial.spec });
  const [seen, setSeen] = useState<{ draft: Draft; preview: Preview } | null>(null);
  const forget = (queryKey: readonly unknown[]) => void client.invalidateQueries({ queryKey });
  const preview = useMutation({
    mutationFn: (shown: Draft) => previewPolicy(shown, policy?.id),
    onSuccess: (result, shown) => setSeen({ draft: shown, preview: result }),
  });
  /** Replaces a draft by another form of the same policy: its preview stays valid. */
  const rewrite = (from: Draft, to: Draft) => {
    setSeen((known) => (known && same(known.draft, from) ? { ...known, draft: to } : known));
    // Text typed in the meantime stays.
    setDraft((now) => (same(now, from) ? to : now));
  };
  const turn = useMutation({
    mutationFn: translatePolicy,
    onSuccess: ({ spec, yaml }, from) => {
      // The initial text of a new policy explains what can be written.
      const text = same(from, { spec: initial.spec }) ? initial.yaml : yaml;
      rewrite(from, "spec" in from ? { yaml: text } : { spec });
    },
  });
  const save = useMutation({
    mutationFn: (shown: Draft) => savePolicy(shown, policy?.id),
    onSuccess: (changed, shown) => {
      toast({ title: t("saved", { name: changed.spec.name }), tone: "green" });
      client.setQueryData(policyQuery(changed.id).queryKey, changed);
      forget(queryKeyFor("policies"));
      rewrite(shown, "spec" in shown ? { spec: changed.spec } : { yaml: changed.yaml });
      if (!policy) router.replace(cleanUpPagePaths.policy(changed.id));
    },
  });
  const remove = useMutation({
    mutationFn: () => deletePolicy(policy?.id ?? ""),
    onSuccess: () => {
      forget(queryKeyFor("policies"));
      router.push(pagePaths.policies());
    },
  });
  const start = useMutation({
    mutationFn: () => runPolicy(policy?.id ?? "", seen?.preview.id ?? ""),
    onSuccess: () => {
      forget(queryKeyFor("policyRuns"));
      router.push(pagePaths.policies());
    },
  });
  const saved = isSaved(draft, policy);
  const current = seen !== null && same(seen.draft, draft);
  return {
    draft,
    setDraft,
    seen,
    saved,
    current,
    preview,
    turn,
    save,
    remove,
    start,
    runnable: saved && current && seen.preview.problem === null && seen.preview.deletes > 0,
    error: [preview, turn, save, remove, start].find((mutation) => mutation.error)?.error ?? null,
  };
}
