import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { Panel } from "@/components/ui/panel";
import { VisibleText } from "@/components/ui/visible-text";
import { LongValue } from "./long-value";

type ValueTableProps = {
  title: string;
  rows: readonly (readonly [name: string, value: string])[];
  /** The text shown if there are no rows. */
  none?: string;
  /** Whether the names are the console's words, not the image's. */
  ourNames?: boolean;
};

/** Names and values as the image has them. */
export function ValueTable({ title, rows, none = "", ourNames = false }: ValueTableProps) {
  const t = useTranslations("image.config");
  return (
    <section>
      <h2 className="mb-2 font-semibold">{title}</h2>
      {rows.length === 0 ? (
        <p className="text-muted">{none}</p>
      ) : (
        <Panel>
          <table aria-label={title} className="w-full table-fixed max-sm:block">
            <colgroup className="max-sm:hidden">
              <col className={ourNames ? "w-48" : "w-2/5"} />
              <col />
            </colgroup>
            <thead className="sr-only">
              <tr>
                <th scope="col">{t("name")}</th>
                <th scope="col">{t("value")}</th>
              </tr>
            </thead>
            <tbody className="divide-y divide-line max-sm:block">
              {rows.map(([name, value], index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a variable may be set twice, and rows never move
                <tr key={index} className="max-sm:flex max-sm:flex-col max-sm:py-1.5">
                  <th
                    scope="row"
                    className={clsx(
                      "wrap-anywhere px-3 py-2 text-left align-top text-muted max-sm:w-full max-sm:py-0.5",
                      ourNames ? "font-normal" : "mono font-medium",
                    )}
                  >
                    <VisibleText>{name}</VisibleText>
                  </th>
                  <td className="mono px-3 py-2 align-top max-sm:py-0.5">
                    <LongValue value={value} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Panel>
      )}
    </section>
  );
}
