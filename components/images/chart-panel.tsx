import { useTranslations } from "next-intl";
import { VisibleText } from "@/components/ui/visible-text";
import type { Manifest } from "@/lib/contract/manifests";
import { visibleText } from "@/lib/format/visible-text";
import { PlainTable } from "./plain-table";
import { ValueTable } from "./value-table";

/** A Helm chart's description of itself, and the charts that it depends on. */
export function ChartPanel({ manifest: { chart } }: { manifest: Manifest }) {
  const t = useTranslations("image.chart");
  if (!chart) return null;
  const rows: [string, string | null][] = [
    [t("name"), chart.name],
    [t("version"), chart.version],
    [t("appVersion"), chart.appVersion],
    [t("description"), chart.description],
    [t("home"), chart.home],
    [t("keywords"), chart.keywords.join(", ")],
    [t("maintainers"), chart.maintainers.join(", ")],
  ];
  return (
    <div className="flex min-w-0 flex-col gap-6">
      <ValueTable title={t("title")} rows={rows.flatMap(([name, value]) => (value ? [[name, value]] : []))} ourNames />
      <section>
        <h2 className="mb-2 font-semibold">{t("dependencies")}</h2>
        {chart.dependencies.length === 0 ? (
          <p className="text-muted">{t("noDependencies")}</p>
        ) : (
          <PlainTable
            label={t("dependencies")}
            rows={chart.dependencies}
            rowKey={(row, index) => `${index} ${row.name}`}
            columns={[
              { header: t("name"), cell: (row) => <VisibleText>{row.name}</VisibleText> },
              { header: t("version"), width: "9rem", cell: (row) => <VisibleText>{row.version}</VisibleText> },
              {
                header: t("repository"),
                className: "text-muted max-sm:hidden",
                cell: (row) => (
                  <span title={visibleText(row.repository ?? "")}>
                    <VisibleText>{row.repository ?? t("sameRegistry")}</VisibleText>
                  </span>
                ),
              },
            ]}
          />
        )}
      </section>
    </div>
  );
}
