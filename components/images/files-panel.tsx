import { FileBox } from "lucide-react";
import { useTranslations } from "next-intl";
import { ByteSize } from "@/components/ui/byte-size";
import { Digest } from "@/components/ui/digest";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { VisibleText } from "@/components/ui/visible-text";
import type { Manifest } from "@/lib/contract/manifests";
import { visibleText } from "@/lib/format/visible-text";
import { PlainTable } from "./plain-table";
import { ValueTable } from "./value-table";

/** The files of an artifact, by the names its manifest gives them, and its annotations. */
export function FilesPanel({ manifest: { layers, annotations } }: { manifest: Manifest }) {
  const t = useTranslations("image.files");
  const notes = Object.entries(annotations);
  return (
    <div className="flex min-w-0 flex-col gap-6">
      {layers.length === 0 ? (
        <Panel>
          <EmptyState icon={FileBox} title={t("none")}>
            <p>{t("noneDetail")}</p>
          </EmptyState>
        </Panel>
      ) : (
        <PlainTable
          label={t("table")}
          rows={layers}
          rowKey={(layer, index) => `${index} ${layer.digest}`}
          columns={[
            {
              header: t("file"),
              cell: (layer) =>
                layer.title ? (
                  <span className="font-medium" title={visibleText(layer.title)}>
                    <VisibleText>{layer.title}</VisibleText>
                  </span>
                ) : (
                  <>
                    <span className="text-faint max-md:hidden">{t("untitled")}</span>
                    <span className="text-muted md:hidden">
                      <VisibleText>{layer.mediaType}</VisibleText>
                    </span>
                  </>
                ),
            },
            {
              header: t("type"),
              className: "text-muted max-md:hidden",
              cell: (layer) => (
                <span title={visibleText(layer.mediaType)}>
                  <VisibleText>{layer.mediaType}</VisibleText>
                </span>
              ),
            },
            {
              header: t("digest"),
              width: "9.5rem",
              className: "max-sm:hidden",
              cell: (layer) => <Digest value={layer.digest} />,
            },
            { header: t("size"), width: "7rem", align: "right", cell: (layer) => <ByteSize bytes={layer.sizeBytes} /> },
          ]}
        />
      )}
      {notes.length > 0 ? <ValueTable title={t("annotations")} rows={notes} /> : null}
    </div>
  );
}
