import { useTranslations } from "next-intl";
import { Panel } from "@/components/ui/panel";
import type { LayerRow } from "./layer-rows";
import { LayerStep } from "./layer-step";

const head = "h-9 whitespace-nowrap border-line border-b px-3 text-left font-medium text-muted text-sm";

/** The steps in order: number, command, layer, size and share. Those that made no layer are grey. */
export function LayerTable({ rows }: { rows: readonly LayerRow[] }) {
  const t = useTranslations("image.layers");
  const withTypes = rows.some((row) => row.fileType !== null);
  return (
    <Panel>
      <table aria-label={t("table")} className="w-full table-fixed border-separate border-spacing-0">
        <thead>
          <tr>
            <th scope="col" className={`${head} w-11 text-right`}>
              <span className="sr-only">{t("number")}</span>
            </th>
            <th scope="col" className={head}>
              {t("step")}
            </th>
            {withTypes ? (
              <th scope="col" className={`${head} w-72 max-lg:hidden`}>
                {t("type")}
              </th>
            ) : null}
            <th scope="col" className={`${head} w-38 max-md:hidden`}>
              {t("layer")}
            </th>
            <th scope="col" className={`${head} w-24 text-right`}>
              {t("size")}
            </th>
            <th scope="col" className={`${head} w-18 text-right max-sm:hidden`}>
              {t("share")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <LayerStep key={row.key} row={row} withTypes={withTypes} />
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
