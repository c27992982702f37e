import { FileBox } from "lucide-react";
import { useTranslations } from "next-intl";
import { ByteSize } from "@/components/ui/byte-size";
import { Digest } from "@/components/ui/digest";
import { EmptyState } from "@/components/ui/empty-state";
import { MiddleTruncate } from "@/components/ui/middle-truncate";
import { Panel } from "@/components/ui/panel";
import { VisibleText } from "@/components/ui/visible-text";
import type { Manifest } from "@/lib/contract/manifests";
import { visibleText } from "@/lib/format/visible-text";
import { type PlainColumn, PlainTable } from "./plain-table";
import { ValueTable } from "./value-table";

type Layer = Manifest["layers"][number];

/** The files of an artifact, by the names its manifest gives them, and its annotations. */
export function FilesPanel({ manifest: { layers, annotations } }: { manifest: Manifest }) {
  const t = useTranslations("image.files");
  const notes = Object.entries(annotations);
  const file: PlainColumn<Layer> = {
    header: t("file"),
    cell: ({ title }) =>
      title ? (
        <span className="font-medium" title={visibleText(title)}>
          <VisibleText>{title}</VisibleText>
        </span>
      ) : (
        <span className="text-faint">{t("untitled")}</span>
      ),
  };
  const type = {
    header: t("type"),
    className: "text-muted max-md:hidden",
    cell: ({ mediaType }: Layer) => <MiddleTruncate value={visibleText(mediaType)} keep={14} />,
  } satisfies PlainColumn<Layer>;
  return (
    <div className="flex min-w-0 flex-col gap-6">
      {layers.length === 0 ? (
        <Panel>
          <EmptyState icon={FileBox} title={t("none")}>
            <p>{t("noneDetail")}</p>
          </EmptyState>
        </Panel>
      ) : (
        <PlainTable<Layer>
          label={t("table")}
          rows={layers}
          rowKey={(layer, index) => `${index} ${layer.digest}`}
          columns={[
            ...(layers.some(({ title }) => title !== null) ? [file, type] : [{ header: type.header, cell: type.cell }]),
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
