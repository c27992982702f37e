import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { formatByteRange, formatBytes } from "@/lib/format/bytes";
import { formatCount } from "@/lib/format/count";

type ByteSizeProps = { bytes: number | null; minBytes?: number | null; className?: string };

/** A human-readable size, with its bytes on hover. `minBytes` turns it into the range of an image index's platforms. */
export function ByteSize({ bytes, minBytes = bytes, className }: ByteSizeProps) {
  const t = useTranslations("ui.size");
  if (bytes === null) {
    return (
      <span className={clsx("text-faint", className)} title={t("unknown")}>
        <span aria-hidden>—</span>
        <span className="sr-only">{t("unknown")}</span>
      </span>
    );
  }
  const min = minBytes ?? bytes;
  const title =
    min === bytes
      ? t("bytes", { bytes: formatCount(bytes) })
      : t("byteRange", { min: formatCount(min), max: formatCount(bytes) });
  return (
    <span className={clsx("whitespace-nowrap tabular-nums", className)} title={title}>
      {min === bytes ? formatBytes(bytes) : formatByteRange(min, bytes)}
    </span>
  );
}
