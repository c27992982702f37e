import { ShieldCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Digest } from "@/components/ui/digest";
import { Link } from "@/components/ui/link";
import { usePageActions } from "@/components/ui/page-actions";
import { PageHeader } from "@/components/ui/page-header";
import type { Manifest } from "@/lib/contract/manifests";
import { pagePaths } from "@/lib/contract/paths";
import { shortDigest } from "@/lib/oci/digest";
import { imageHref } from "./image-href";
import type { Attached } from "./use-attached";

type ImageHeaderProps = { manifest: Manifest; attached: readonly Attached[]; children: ReactNode };

const shownTags = 8;

/** What the image is: repository and reference, digest, its other names, and its referrers. */
export function ImageHeader({ manifest, attached, children }: ImageHeaderProps) {
  const { registry, repository, tag, digest, subject } = manifest;
  const t = useTranslations("image");
  usePageActions(() => [{ group: "page", icon: "digest", label: t("copyDigest"), copy: digest }]);
  const title = (
    <>
      <Link href={pagePaths.repository(registry, repository)} className="hover:text-accent">
        {repository}
      </Link>
      <span className="px-1 text-faint">{tag === null ? "@" : ":"}</span>
      {tag ?? shortDigest(digest)}
    </>
  );
  const facts = (
    <>
      <Digest value={digest} {...(tag === null ? {} : { href: pagePaths.manifest(registry, repository, digest) })} />
      <OtherTags manifest={manifest} />
      {subject ? (
        <span className="flex items-center gap-1.5">
          {t("attachedTo")} <Digest value={subject} href={pagePaths.manifest(registry, repository, subject)} />
        </span>
      ) : null}
      <Attachments manifest={manifest} attached={attached} />
    </>
  );
  return <PageHeader title={title} facts={facts} actions={children} />;
}

function OtherTags({ manifest: { registry, repository, tag, sameDigest } }: { manifest: Manifest }) {
  const t = useTranslations("image");
  if (sameDigest.length === 0) return tag === null ? <span>{t("untagged")}</span> : null;
  const rest = sameDigest.slice(shownTags);
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-1">
      <span className="mr-0.5">{t(tag === null ? "tagged" : "also")}</span>
      {sameDigest.slice(0, shownTags).map((other) => (
        <Badge key={other} className="hover:text-accent" title={other}>
          <Link href={pagePaths.tag(registry, repository, other)} prefetch={false} className="max-w-60 truncate">
            {other}
          </Link>
        </Badge>
      ))}
      {rest.length > 0 ? <Badge title={rest.slice(0, 50).join(", ")}>+{rest.length}</Badge> : null}
    </span>
  );
}

function Attachments({ manifest, attached }: { manifest: Manifest; attached: readonly Attached[] }) {
  const t = useTranslations("image");
  const groups = (["signature", "sbom", "attestation", "other"] as const)
    .map((group) => ({ group, count: attached.filter((item) => item.group === group).length }))
    .filter(({ count }) => count > 0);
  if (groups.length === 0) return null;
  return (
    <Link
      href={imageHref(manifest, { tab: "referrers" })}
      scroll={false}
      title={t("notVerified")}
      className="flex items-center gap-1.5 hover:text-accent"
    >
      <ShieldCheck className="size-4" aria-hidden />
      {groups.map(({ group, count }) => t(`attachments.${group}`, { count })).join(", ")}
    </Link>
  );
}
