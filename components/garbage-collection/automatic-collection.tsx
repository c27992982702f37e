import { useTranslations } from "next-intl";
import { Panel } from "@/components/ui/panel";

const known = ["zot", "quay", "gitlab"] as const;

/** What a registry that collects by itself does, and where that is set. */
export function AutomaticCollection({ software }: { software: string }) {
  const t = useTranslations("garbageCollection.automatic");
  const name = known.find((one) => one === software) ?? "other";
  return (
    <Panel className="mb-4.5 p-5" aria-labelledby="automatic-collection">
      <h2 id="automatic-collection" className="font-semibold text-lg">
        {t("title")}
      </h2>
      <p className="mt-1 max-w-3xl text-muted">{t("why")}</p>
      <dl className="mt-4 grid max-w-4xl gap-x-6 gap-y-3 sm:grid-cols-[9rem_1fr]">
        {(["when", "settings", "undo"] as const).map((fact) => (
          <div key={fact} className="contents">
            <dt className="font-medium">{t(`facts.${fact}`)}</dt>
            <dd className="max-w-3xl max-sm:-mt-2.5">{t(`${name}.${fact}`)}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
