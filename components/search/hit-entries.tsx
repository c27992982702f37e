import { Box, ChevronRight, FileCog, Fingerprint, Layers, type LucideIcon, StickyNote, Tag, Tags } from "lucide-react";
import type { useTranslations } from "next-intl";
import { Timestamp } from "@/components/ui/timestamp";
import { pagePaths } from "@/lib/contract/paths";
import type { HitOf, SearchHit } from "@/lib/contract/search";
import { formatBytes } from "@/lib/format/bytes";
import { shortDigest } from "@/lib/oci/digest";
import type { Entry } from "./entry";

export type HitTexts = {
  t: ReturnType<typeof useTranslations<"search">>;
  /** A repository, with its registry if there are several. */
  nameOf: (place: { registry: string; repository: string }) => string;
};

/** Returns a hit as a row of the palette. */
export function hitEntry(texts: HitTexts, hit: SearchHit): Entry {
  switch (hit.kind) {
    case "repository":
      return repositoryEntry(texts, hit);
    case "tag":
      return tagEntry(texts, hit);
    case "tag-name":
      return tagNameEntry(texts, hit);
    case "manifest":
      return manifestEntry(texts, hit);
    case "blob":
      return blobEntry(texts, hit);
    case "label":
      return labelEntry(texts, hit);
  }
}

function repositoryEntry({ t, nameOf }: HitTexts, hit: HitOf<"repository">): Entry {
  const { registry, repository, tagCount } = hit;
  return {
    id: `repository ${registry} ${repository}`,
    group: "repository",
    icon: Box,
    does: "open",
    href: pagePaths.repository(registry, repository),
    title: nameOf(hit),
    aside: tagCount === null ? undefined : t("tags", { count: tagCount }),
  };
}

function tagEntry({ nameOf }: HitTexts, hit: HitOf<"tag">): Entry {
  const { registry, repository, tag, createdAt } = hit;
  return {
    id: `tag ${registry} ${repository} ${tag}`,
    group: "tag",
    icon: Tag,
    does: "open",
    href: pagePaths.tag(registry, repository, tag),
    title: `${nameOf(hit)}:${tag}`,
    aside: createdAt === null ? undefined : <Timestamp value={createdAt} />,
  };
}

function tagNameEntry({ t }: HitTexts, { tag, repositories, more }: HitOf<"tag-name">): Entry {
  return {
    id: `tag-name ${tag}`,
    group: "tag",
    icon: Tags,
    does: "narrow",
    narrowing: { by: "tag", value: tag },
    title: tag,
    aside: <More text={t("inRepositories", { count: repositories, more: String(more) })} />,
  };
}

function manifestEntry({ t, nameOf }: HitTexts, hit: HitOf<"manifest">): Entry {
  const { registry, repository, digest, manifestKind, tags, viaIndex } = hit;
  const names = `${nameOf(hit)}${tags.length > 0 ? `:${tags.join(", ")}` : ""}`;
  const place = tags.length === 0 ? "untagged" : viaIndex ? "platform" : "tagged";
  return {
    id: `manifest ${digest}`,
    group: "digest",
    icon: Fingerprint,
    does: "open",
    href: pagePaths.manifest(registry, repository, digest),
    title: shownDigest(digest),
    detail: t(`manifest.${place}`, { kind: t(`kinds.${manifestKind}`), names }),
  };
}

const roleIcons: Record<HitOf<"blob">["role"], LucideIcon> = { config: FileCog, layer: Layers };

function blobEntry({ t, nameOf }: HitTexts, hit: HitOf<"blob">): Entry {
  const { registry, repository, digest, role, sizeBytes, manifest, tag, manifests, more } = hit;
  const query = { tab: role === "config" ? "config" : null };
  const names = tag === null ? `${nameOf(hit)}@${shortDigest(manifest)}` : `${nameOf(hit)}:${tag}`;
  return {
    id: `blob ${digest}`,
    group: "digest",
    icon: roleIcons[role],
    does: "open",
    href:
      tag === null
        ? pagePaths.manifest(registry, repository, manifest, query)
        : pagePaths.tag(registry, repository, tag, query),
    title: shownDigest(digest),
    detail: t(`blob.${role}`, { names, others: manifests - 1, more: String(more) }),
    aside: formatBytes(sizeBytes),
  };
}

function labelEntry({ t, nameOf }: HitTexts, hit: HitOf<"label">): Entry {
  const { name, value, registry, repository, tag, tags, more } = hit;
  const text = `${name}=${value}`;
  const base = { id: `label ${text}`, group: "label" as const, icon: StickyNote, prefix: name, title: `=${value}` };
  if (tags === 1 && !more)
    return { ...base, detail: `${nameOf(hit)}:${tag}`, does: "open", href: pagePaths.tag(registry, repository, tag) };
  return {
    ...base,
    does: "narrow",
    narrowing: { by: "label", value: text },
    detail: t("onTags", { count: tags, more: String(more), names: `${nameOf(hit)}:${tag}` }),
    aside: <More text="" />,
  };
}

function More({ text }: { text: string }) {
  return (
    <span className="flex items-center gap-1">
      {text}
      <ChevronRight className="size-3.5" aria-hidden />
    </span>
  );
}

// Long enough that the part usually copied from a terminal can be marked in it.
function shownDigest(digest: string): string {
  return digest.slice(0, digest.indexOf(":") + 1 + 24);
}
