import { useTranslations } from "next-intl";
import { ByteSize } from "@/components/ui/byte-size";
import { formatCount } from "@/lib/format/count";
import type { GrowthPoint } from "./growth";

const headClass =
  "sticky top-0 h-9 truncate border-line border-b bg-panel px-3 text-right font-medium text-muted text-sm";
const cellClass = "h-8 truncate border-line border-b px-3 text-right tabular-nums";

/** The numbers behind the chart, latest first. */
export function GrowthTable({ points }: { points: readonly GrowthPoint[] }) {
  const t = useTranslations("storage.growth");
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: rows out of sight must be reachable by the keyboard
    <section aria-label={t("title")} tabIndex={0} className="h-full overflow-y-auto -outline-offset-2">
      <table aria-label={t("title")} className="w-full table-fixed border-separate border-spacing-0">
        <thead>
          <tr>
            <th scope="col" className={`${headClass} text-left`}>
              {t("columns.day")}
            </th>
            <th scope="col" className={headClass}>
              {t("columns.size")}
            </th>
            <th scope="col" className={headClass}>
              {t("columns.reclaimable")}
            </th>
            <th scope="col" className={headClass}>
              {t("columns.tags")}
            </th>
          </tr>
        </thead>
        <tbody>
          {points.toReversed().map((point) => (
            <tr key={point.day} className="last:[&>*]:border-b-0">
              <th scope="row" className={`${cellClass} text-left font-normal`}>
                {point.day}
              </th>
              <td className={cellClass}>
                <ByteSize bytes={point.sizeBytes} />
              </td>
              <td className={cellClass}>
                <ByteSize bytes={point.reclaimableBytes} />
              </td>
              <td className={cellClass}>{formatCount(point.tags)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
