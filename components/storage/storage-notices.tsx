import { useTranslations } from "next-intl";
import { Notice } from "@/components/ui/notice";
import type { Storage } from "@/lib/contract/storage";
import { formatCount } from "@/lib/format/count";

/** What is missing from the numbers, and whether it will come. */
export function StorageNotices({ storage }: { storage: Storage }) {
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
      {storage.complete || storage.repositories === 0 ? null : (
        <Notice role="status" title={t(`partial.${storage.state}.title`, counts)} className="mb-3.5">
          {t(`partial.${storage.state}.detail`, counts)}
        </Notice>
      )}
    </>
  );
}
