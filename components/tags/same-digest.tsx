import Link from "next/link";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { pagePaths } from "@/lib/contract/paths";

const shown = 3;

/** The other tags of the same manifest. */
export function SameDigest({ registry, repository, tags }: { registry: string; repository: string; tags: string[] }) {
  const t = useTranslations("repository");
  const rest = tags.slice(shown);
  return (
    <span className="flex min-w-0 items-center gap-1 overflow-hidden">
      {tags.slice(0, shown).map((tag) => (
        <Badge key={tag} className="min-w-0 hover:text-accent" title={tag}>
          <Link href={pagePaths.tag(registry, repository, tag)} prefetch={false} className="truncate">
            {tag}
          </Link>
        </Badge>
      ))}
      {rest.length > 0 ? (
        <Badge className="shrink-0" title={rest.slice(0, 50).join(", ")}>
          {t("more", { count: rest.length })}
        </Badge>
      ) : null}
    </span>
  );
}
