import { Layers } from "lucide-react";
import { useTranslations } from "next-intl";
import { HistoryList } from "@/components/images/history-list";
import { ByteSize } from "@/components/ui/byte-size";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import type { Manifest } from "@/lib/contract/manifests";
import { LayerBar } from "./layer-bar";
import { layerRows } from "./layer-rows";
import { LayerTable } from "./layer-table";

/** The layers in the order of the Dockerfile, each with the step that made it if that is known. */
export function LayersPanel({ manifest }: { manifest: Manifest }) {
  const t = useTranslations("image.layers");
  const { rows, totalBytes, allKnown, matched } = layerRows(manifest);
  if (rows.length === 0) {
    const broken = manifest.problems.length > 0;
    return (
      <Panel>
        <EmptyState icon={Layers} title={t(broken ? "noContents" : "none")}>
          {broken ? null : <p>{t("noneDetail")}</p>}
        </EmptyState>
      </Panel>
    );
  }
  const recorded = manifest.history.length > 0;
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <div>
        <LayerBar rows={rows} />
        <p className="mt-2 text-muted text-sm">
          {t.rich("summary", {
            count: manifest.layers.length,
            known: allKnown ? "yes" : "no",
            size: () => <ByteSize bytes={totalBytes} className="font-semibold text-text" />,
          })}
        </p>
      </div>
      {matched ? null : (
        <Notice title={t(recorded ? "unmatched" : "noHistory")}>
          {t(recorded ? "unmatchedDetail" : "noHistoryDetail")}
        </Notice>
      )}
      <LayerTable rows={rows} />
      {!matched && recorded ? <HistoryList steps={manifest.history} /> : null}
    </div>
  );
}
