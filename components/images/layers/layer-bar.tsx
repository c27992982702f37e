import { useTranslations } from "next-intl";
import { formatBytes } from "@/lib/format/bytes";
import { barColor } from "./bar-color";
import type { LayerRow } from "./layer-rows";

const namedSizes = 20;

/** All layers as one bar, each as wide as its share. The table beside it gives the numbers. */
export function LayerBar({ rows }: { rows: readonly LayerRow[] }) {
  const t = useTranslations("image.layers");
  const layers = rows.filter((row) => row.number !== null);
  const sizeOf = ({ sizeBytes }: LayerRow) => (sizeBytes === null ? t("unknownSize") : formatBytes(sizeBytes));
  const sizes = layers.slice(0, namedSizes).map(sizeOf);
  const label = t("bar", { sizes: `${sizes.join(", ")}${layers.length > namedSizes ? " …" : ""}` });
  return (
    <div
      role="img"
      aria-label={label}
      className={`flex h-7.5 overflow-clip rounded-[7px] bg-sunken ${layers.length > 40 ? "gap-px" : "gap-0.5"}`}
    >
      {layers.map((row) => (
        <span
          key={row.key}
          title={`${row.number} · ${sizeOf(row)}`}
          className={`min-w-px basis-0 ${barColor(row.number ?? 1)}`}
          style={{ flexGrow: Math.max(row.share, 0.0001) }}
        />
      ))}
    </div>
  );
}
