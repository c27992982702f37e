import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { Tag } from "@/lib/contract/tags";
import { visibleText } from "@/lib/format/visible-text";
import { artifactKindOf } from "@/lib/oci/artifact-kind";
import { Unread } from "./unread";

const shown = 3;

/**
 * The tag's contents: its platforms, including those that the image index names but the registry lacks, or the kind of
 * artifact; or why they are unknown.
 */
export function TagContents({ tag }: { tag: Tag }) {
  const t = useTranslations("repository");
  const fitting = tag.platforms.length > shown ? shown - 1 : shown;
  const rest = tag.platforms.slice(fitting).map((platform) => visibleText(platform));
  return (
    <span className="flex min-w-0 items-center gap-1 overflow-hidden">
      {tag.missingPlatforms.slice(0, shown).map((platform, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a broken index may name a platform twice, and they never move
        <Badge key={index} tone="red" className="shrink-0" title={tag.problem?.detail}>
          {t("missing", { platform: shortPlatform(platform) })}
        </Badge>
      ))}
      {tag.platforms.slice(0, fitting).map((platform, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a broken index may name a platform twice, and they never move
        <Badge key={index} className="min-w-0" title={visibleText(platform)}>
          <span className="truncate">{tag.platforms.length > 2 ? shortPlatform(platform) : visibleText(platform)}</span>
        </Badge>
      ))}
      {rest.length > 0 ? (
        <Badge title={rest.join(", ")} className="shrink-0">
          {t("more", { count: rest.length })}
        </Badge>
      ) : null}
      {tag.kind === "artifact" || artifactKindOf(tag.artifactType) ? <ArtifactBadge type={tag.artifactType} /> : null}
      {tag.problem && tag.missingPlatforms.length === 0 ? (
        <Badge tone="amber" className="shrink-0" title={visibleText(tag.problem.detail)}>
          {tag.mediaType === null ? t("notReadable") : t("damaged")}
          <span className="sr-only">: {visibleText(tag.problem.detail)}</span>
        </Badge>
      ) : null}
      {tag.mediaType === null && tag.problem === null ? <Unread tag={tag} className="w-36" /> : null}
    </span>
  );
}

function ArtifactBadge({ type }: { type: string | null }) {
  const t = useTranslations("repository");
  const kinds = useTranslations("artifactKinds");
  const kind = artifactKindOf(type);
  return (
    <Badge className="min-w-0" title={type ? visibleText(type) : undefined}>
      <span className="truncate">{kind ? kinds(kind) : type ? visibleText(type) : t("artifact")}</span>
    </Badge>
  );
}

function shortPlatform(platform: string): string {
  if (/^sha\d+:/.test(platform)) return platform.slice(0, 14);
  return visibleText(platform.replace(/^linux\//, ""));
}
