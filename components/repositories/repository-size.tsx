import { useTranslations } from "next-intl";
import { ByteSize } from "@/components/ui/byte-size";
import type { Repository } from "@/lib/contract/repositories";
import { formatCount } from "@/lib/format/count";

type RepositorySizeProps = { repository: Repository; bytes: number | null };

/** A size of a repository; while some tags are unread, its lower bound. */
export function RepositorySize({ repository, bytes }: RepositorySizeProps) {
  const t = useTranslations("repositories");
  const { unreadTagCount } = repository;
  if (bytes === null || unreadTagCount === 0) return <ByteSize bytes={bytes} />;
  return (
    <span title={t("sizeSoFar", { count: unreadTagCount, shown: formatCount(unreadTagCount) })} className="text-muted">
      <span aria-hidden>≥ </span>
      <span className="sr-only">{t("atLeast")} </span>
      <ByteSize bytes={bytes} />
    </span>
  );
}
