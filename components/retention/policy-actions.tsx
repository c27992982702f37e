import { Eye, Play, Save, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import type { usePolicyEditor } from "./use-policy-editor";

type PolicyActionsProps = { isNew: boolean; editor: ReturnType<typeof usePolicyEditor>; onRun: () => void };

/** The actions on a policy: preview, save, run, remove. */
export function PolicyActions({ isNew, editor, onRun }: PolicyActionsProps) {
  const t = useTranslations("policies.editor");
  const { draft, saved, current, runnable, preview, save, remove } = editor;
  return (
    <div className="flex flex-wrap gap-2">
      {isNew ? null : (
        <Button variant="danger-quiet" onClick={() => remove.mutate()} disabled={remove.isPending}>
          <Trash2 aria-hidden />
          {t("remove")}
        </Button>
      )}
      <Button onClick={onRun} disabled={!runnable} title={runnable ? undefined : t("runNeeds")}>
        <Play aria-hidden />
        {t("run")}
      </Button>
      <Button onClick={() => save.mutate(draft)} disabled={!current || saved || save.isPending} title={t("saveNeeds")}>
        <Save aria-hidden />
        {t("save")}
      </Button>
      <Button variant="primary" onClick={() => preview.mutate(draft)} disabled={preview.isPending}>
        <Eye aria-hidden />
        {preview.isPending ? t("previewing") : t("preview")}
      </Button>
    </div>
  );
}
