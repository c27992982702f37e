import { useTranslations } from "next-intl";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { pagePaths } from "@/lib/contract/paths";
import type { Storage } from "@/lib/contract/storage";
import { formatCount } from "@/lib/format/count";

/** What is missing from the numbers, and whether it will be added. */
export function StorageNotices({ registry, storage }: { registry: string; storage: Storage }) {
  const t = useTranslations("storage.notices");
  const counts = {
    read: formatCount(storage.repositoriesRead),
    all: formatCount(storage.repositories),
    unread: formatCount(storage.repositories - storage.repositoriesRead),
  };
  return (
    <>
      {storage.problem ? (
        <Notice tone="amber" title={t("away")} className="mb-3.5">
          {storage.problem.detail}
        </Notice>
      ) : null}
      {storage.incomplete ? (
        <Notice tone="amber" className="mb-3.5">
          {storage.incomplete}
        </Notice>
      ) : null}
      {storage.orphaned && storage.orphaned.tags > 0 ? (
        <Notice
          title={t("orphaned", { count: storage.orphaned.tags })}
          className="mb-3.5"
          action={
            <Link
              href={pagePaths.stale({ registry, kind: "orphaned" })}
              prefetch={false}
              className="rounded text-accent hover:underline"
            >
              {t("showOrphaned")}
            </Link>
          }
        >
          {t("orphanedDetail")}
        </Notice>
      ) : null}
      {storage.complete || storage.repositories === 0 ? null : (
        <Notice role="status" title={t(`partial.${storage.state}.title`, counts)} className="mb-3.5">
          {t(`partial.${storage.state}.detail`, counts)}
        </Notice>
      )}
    </>
  );
}
