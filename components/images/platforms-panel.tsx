import { Boxes } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { ByteSize } from "@/components/ui/byte-size";
import { Digest } from "@/components/ui/digest";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import { VisibleText } from "@/components/ui/visible-text";
import type { Manifest } from "@/lib/contract/manifests";
import { pagePaths } from "@/lib/contract/paths";
import { isProblem } from "@/lib/errors/problem";
import { visibleText } from "@/lib/format/visible-text";
import { shortDigest } from "@/lib/oci/digest";
import { PlainTable } from "./plain-table";

type Entry = Manifest["platforms"][number];

/** Every manifest that the image index names, including attestations, and whether the registry has it. */
export function PlatformsPanel({ manifest }: { manifest: Manifest }) {
  const t = useTranslations("image.platforms");
  const hrefOf = (digest: string) => pagePaths.manifest(manifest.registry, manifest.repository, digest);
  if (manifest.platforms.length === 0) {
    return (
      <Panel>
        <EmptyState icon={Boxes} title={t("empty")} />
      </Panel>
    );
  }
  return (
    <PlainTable<Entry>
      label={t("table")}
      rows={manifest.platforms}
      rowKey={(entry, index) => `${index} ${entry.digest}`}
      columns={[
        {
          header: t("platform"),
          cell: (entry) =>
            entry.attestation ? (
              <span className="text-muted">
                {entry.attestationFor ? (
                  <Link href={hrefOf(entry.attestationFor)} prefetch={false} className="hover:text-accent">
                    {t("attests", { digest: shortDigest(entry.attestationFor) })}
                  </Link>
                ) : (
                  t("attestation")
                )}
              </span>
            ) : entry.kind === "blob" ? (
              <span title={visibleText(entry.mediaType)}>
                <VisibleText>{entry.mediaType}</VisibleText>
              </span>
            ) : (
              <Link href={hrefOf(entry.digest)} prefetch={false} className="font-semibold hover:text-accent">
                <VisibleText>{entry.label}</VisibleText>
              </Link>
            ),
        },
        {
          header: t("digest"),
          width: "9.5rem",
          className: "max-sm:hidden",
          cell: (entry) => (
            <Digest value={entry.digest} {...(entry.kind === "blob" ? {} : { href: hrefOf(entry.digest) })} />
          ),
        },
        { header: t("contents"), width: "8rem", cell: (entry) => <State entry={entry} /> },
        { header: t("size"), width: "7rem", align: "right", cell: (entry) => <ByteSize bytes={entry.sizeBytes} /> },
      ]}
    />
  );
}

function State({ entry: { problem, kind, mediaType } }: { entry: Entry }) {
  const t = useTranslations("image.platforms");
  if (kind !== "manifest")
    return (
      <span className="text-muted" title={visibleText(mediaType)}>
        {t(kind === "blob" ? "blob" : "unknownType")}
      </span>
    );
  if (!problem) return <span className="text-muted">{t("ok")}</span>;
  const missing = isProblem(problem, "manifest-not-found");
  return (
    <Badge tone={missing ? "red" : "amber"} title={visibleText(problem.detail)}>
      {t(missing ? "missing" : "unreadable")}
    </Badge>
  );
}
