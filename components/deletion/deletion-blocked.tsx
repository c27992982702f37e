import { useMessages, useTranslations } from "next-intl";
import { problemCode } from "@/components/api/api-error";
import { CommandLine } from "@/components/ui/command-line";
import { Notice } from "@/components/ui/notice";
import type { ItemProblem } from "@/lib/contract/problem";

// The setting that allows deletion, as written in the configuration of a Distribution registry or of this console.
const settings: Partial<Record<string, string>> = {
  "deletion-disabled": "REGISTRY_STORAGE_DELETE_ENABLED=true",
  "registry-read-only": 'REGISTRY_STORAGE_MAINTENANCE_READONLY={"enabled":false}',
  "console-read-only": "readOnly: false",
};

/** Why the tag can't be deleted, and what to change so that it can. */
export function DeletionBlocked({ problem }: { problem: ItemProblem }) {
  const t = useTranslations("deletion");
  const code = problemCode(problem);
  const advices: Partial<Record<string, string>> = useMessages().deletion.advice;
  const setting = settings[code];
  return (
    <Notice tone="amber" role="status" title={t("blocked")}>
      {problem.detail}
      {advices[code] ? <p className="mt-1">{advices[code]}</p> : null}
      {setting ? <CommandLine value={setting} className="mt-2" /> : null}
    </Notice>
  );
}
