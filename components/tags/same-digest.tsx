import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { pagePaths } from "@/lib/contract/paths";
import type { Tag } from "@/lib/contract/tags";

const shown = 3;

type SameDigestProps = { registry: string; repository: string; tag: Pick<Tag, "tag" | "sameDigest"> };

/** The other tags of the same manifest. */
export function SameDigest({ registry, repository, tag: { tag, sameDigest: tags } }: SameDigestProps) {
  const t = useTranslations("repository");
  const rest = tags.slice(shown);
  return (
    <span className="flex min-w-0 items-center gap-1 overflow-hidden">
      {tags.slice(0, shown).map((other) => (
        <Badge key={other} className="min-w-0 hover:text-accent" title={other}>
          <Link href={pagePaths.tag(registry, repository, other)} prefetch={false} className="truncate">
            {other}
          </Link>
        </Badge>
      ))}
      {rest.length > 0 ? (
        <Badge className="shrink-0 hover:text-accent" title={rest.slice(0, 50).join(", ")}>
          <Link href={pagePaths.repository(registry, repository, { sameDigestAs: tag })} prefetch={false}>
            {t("more", { count: rest.length })}
          </Link>
        </Badge>
      ) : null}
    </span>
  );
}
