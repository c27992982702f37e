import type { useTranslations } from "next-intl";
import { ByteSize } from "@/components/ui/byte-size";
import { Digest } from "@/components/ui/digest";
import { Link } from "@/components/ui/link";
import { Timestamp } from "@/components/ui/timestamp";
import { VisibleText } from "@/components/ui/visible-text";
import type { Manifest } from "@/lib/contract/manifests";
import { pagePaths } from "@/lib/contract/paths";
import { visibleText } from "@/lib/format/visible-text";
import type { PlainColumn } from "./plain-table";
import type { Attached } from "./use-attached";

type Translate = ReturnType<typeof useTranslations<"image.referrers">>;

/** Returns the columns of a table of referrers; for an image index, also the part that each referrer is about. */
export function referrerColumns(t: Translate, manifest: Manifest): PlainColumn<Attached>[] {
  const { registry, repository, kind } = manifest;
  const hrefOf = (item: Attached) => pagePaths.manifest(registry, repository, item.digest);
  const about: PlainColumn<Attached> = {
    header: t("about"),
    width: "8.5rem",
    className: "max-lg:hidden",
    cell: (item) => (item.platform ? <VisibleText>{item.platform}</VisibleText> : t("whole")),
  };
  return [
    {
      header: t("type"),
      cell: (item) => {
        const type = item.annotations.predicateType ?? item.artifactType;
        return (
          <Link
            href={hrefOf(item)}
            prefetch={false}
            title={type ? visibleText(type) : undefined}
            className="font-medium hover:text-accent"
          >
            {type ? <VisibleText>{type}</VisibleText> : t("unknownType")}
          </Link>
        );
      },
    },
    {
      header: t("digest"),
      width: "9.5rem",
      className: "max-sm:hidden",
      cell: (item) => <Digest value={item.digest} href={hrefOf(item)} />,
    },
    ...(kind === "index" ? [about] : []),
    {
      header: t("source"),
      width: "9rem",
      className: "text-muted max-md:hidden",
      cell: (item) => <span title={item.tag ?? undefined}>{t(`sources.${item.source}`)}</span>,
    },
    { header: t("size"), width: "6.5rem", align: "right", cell: (item) => <ByteSize bytes={item.sizeBytes} /> },
    {
      header: t("created"),
      width: "8rem",
      className: "text-muted max-md:hidden",
      cell: (item) => <Timestamp value={item.createdAt} missing={t("notRecorded")} />,
    },
  ];
}
