import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import type { StorageTotals } from "@/lib/contract/storage";
import { formatBytes } from "@/lib/format/bytes";

/** Unique, shared and reclaimable bytes as one bar, each as wide as its share. */
export function StorageBar({ totals, className }: { totals: StorageTotals; className?: string }) {
  const t = useTranslations("storage.totals");
  const { uniqueBytes, sharedBytes, deletedBytes, untaggedBytes } = totals;
  const parts = [
    { colour: "bg-bar-2", label: t("unique"), bytes: uniqueBytes },
    { colour: "bg-bar-4", label: t("shared"), bytes: sharedBytes },
    { colour: "bg-line-strong", label: t("reclaimable"), bytes: deletedBytes + untaggedBytes },
  ].map((part) => ({ ...part, words: `${part.label} ${formatBytes(part.bytes)}` }));
  return (
    <div
      role="img"
      aria-label={t("bar", { parts: parts.map(({ words }) => words).join(", ") })}
      className={clsx("flex h-5 gap-0.5 overflow-clip rounded-[6px] bg-sunken", className)}
    >
      {parts.map(({ colour, words, bytes }) =>
        bytes > 0 ? (
          <span key={colour} title={words} className={clsx("min-w-0.75 basis-0", colour)} style={{ flexGrow: bytes }} />
        ) : null,
      )}
    </div>
  );
}
