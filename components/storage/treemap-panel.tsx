import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { Panel } from "@/components/ui/panel";
import { Segmented } from "@/components/ui/segmented";
import type { Storage, StorageQuery } from "@/lib/contract/storage";
import { Treemap } from "./treemap";
import { treemapGroups } from "./treemap-items";

type TreemapPanelProps = {
  registry: string;
  storage: Storage;
  by: StorageQuery["by"];
  onChange: (by: StorageQuery["by"]) => void;
};

/** The largest repositories as a treemap. */
export function TreemapPanel({ registry, storage, by, onChange }: TreemapPanelProps) {
  const t = useTranslations("storage.treemap");
  const groups = useMemo(() => treemapGroups(storage, by), [storage, by]);
  return (
    <section aria-labelledby="treemap" className="min-w-0">
      <div className="mb-2.5 flex min-h-8.5 items-center gap-3">
        <h2 id="treemap" className="flex-1 font-semibold">
          {t("title")}
        </h2>
        <Segmented
          label={t("by")}
          value={by}
          segments={[
            { value: "unique", label: t("unique") },
            { value: "size", label: t("size") },
          ]}
          onValueChange={onChange}
        />
      </div>
      <Panel className="p-1">
        {groups.length === 0 ? (
          <p className="p-3 text-muted">{t("none")}</p>
        ) : (
          <Treemap registry={registry} groups={groups} label={t(`label.${by}`)} />
        )}
        <p className="px-2 py-1.5 text-faint text-sm">{t(`note.${by}`)}</p>
      </Panel>
    </section>
  );
}
