import { CircleAlert, ShieldCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { Link } from "@/components/ui/link";
import { MiddleTruncate } from "@/components/ui/middle-truncate";
import { pagePaths } from "@/lib/contract/paths";
import type { Tag } from "@/lib/contract/tags";
import { formatCount } from "@/lib/format/count";
import { visibleText } from "@/lib/format/visible-text";

/** The tag, with the referrers of its image; without room for badges, also a sign that something is wrong. */
export function TagName({ registry, repository, tag }: { registry: string; repository: string; tag: Tag }) {
  const t = useTranslations("repository");
  const attached = t("attached", { count: tag.referrerCount });
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Link
        href={pagePaths.tag(registry, repository, tag.tag)}
        prefetch={false}
        className="inline-flex min-w-0 font-semibold hover:text-accent"
      >
        <MiddleTruncate value={tag.tag} />
      </Link>
      {tag.referrerCount > 0 ? (
        <Link
          href={pagePaths.tag(registry, repository, tag.tag, { tab: "referrers" })}
          prefetch={false}
          title={attached}
          className="inline-flex shrink-0 items-center gap-0.5 rounded text-muted max-sm:hidden text-xs tabular-nums hover:text-accent"
        >
          <ShieldCheck className="size-3.5" aria-hidden />
          <span aria-hidden>{formatCount(tag.referrerCount)}</span>
          <span className="sr-only">{attached}</span>
        </Link>
      ) : null}
      {tag.problem ? (
        <span className="shrink-0 text-red sm:hidden" title={visibleText(tag.problem.detail)}>
          <CircleAlert className="size-3.5" aria-hidden />
          <span className="sr-only">{visibleText(tag.problem.detail)}</span>
        </span>
      ) : null}
    </span>
  );
}
