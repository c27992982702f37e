import { FileCog } from "lucide-react";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import type { ImageConfig } from "@/lib/contract/manifests";
import { commandText } from "./command-text";
import { ValueTable } from "./value-table";

/** The command that a container of this image runs, its environment, and the labels. */
export function ConfigPanel({ config }: { config: ImageConfig | null }) {
  const t = useTranslations("image.config");
  if (!config) {
    return (
      <Panel>
        <EmptyState icon={FileCog} title={t("none")}>
          <p>{t("noneDetail")}</p>
        </EmptyState>
      </Panel>
    );
  }
  const runs: [string, string | null][] = [
    [t("entrypoint"), commandText(config.entrypoint) || null],
    [t("cmd"), commandText(config.cmd) || null],
    [t("workingDir"), config.workingDir],
    [t("user"), config.user || t("root")],
    [t("ports"), config.exposedPorts.join(", ") || null],
    [t("volumes"), config.volumes.join(", ") || null],
    [t("stopSignal"), config.stopSignal],
  ];
  const variables = config.env.map((line): [string, string] => {
    const at = line.indexOf("=");
    return at === -1 ? [line, ""] : [line.slice(0, at), line.slice(at + 1)];
  });
  return (
    <div className="flex min-w-0 flex-col gap-6">
      <ValueTable title={t("run")} rows={runs.map(([name, value]) => [name, value || t("nothing")])} ourNames />
      <ValueTable title={t("env")} rows={variables} none={t("noEnv")} />
      <ValueTable title={t("labels")} rows={Object.entries(config.labels)} none={t("noLabels")} />
    </div>
  );
}
