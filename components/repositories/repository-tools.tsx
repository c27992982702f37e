"use client";

import { ListTree, Rows3 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { SearchField } from "@/components/ui/search-field";
import { Segmented } from "@/components/ui/segmented";
import type { RepositorySearch } from "./repositories-queries";
import type { RepositoryView } from "./repository-search";

type RepositoryToolsProps = {
  view: RepositoryView;
  search: RepositorySearch;
  onChange: (changes: Record<string, string | null>) => void;
};

export function RepositoryTools({ view, search, onChange }: RepositoryToolsProps) {
  const t = useTranslations("repositories");
  const onSearch = useCallback((query: string) => onChange({ query: query.trim() }), [onChange]);
  return (
    <div className="mb-2.5 flex items-center gap-2">
      <SearchField label={t("search")} value={search.query ?? ""} onSearch={onSearch} className="w-full max-w-80" />
      <Segmented
        label={t("view.label")}
        value={view}
        onValueChange={(next) => onChange({ view: next === "table" ? null : next, sort: null, order: null })}
        segments={[
          { value: "table", label: <ViewLabel icon={Rows3} text={t("view.table")} /> },
          { value: "tree", label: <ViewLabel icon={ListTree} text={t("view.tree")} /> },
        ]}
        className="ml-auto shrink-0"
      />
    </div>
  );
}

function ViewLabel({ icon: Icon, text }: { icon: typeof Rows3; text: string }) {
  return (
    <>
      <Icon strokeWidth={1.75} aria-hidden />
      <span className="max-sm:sr-only">{text}</span>
    </>
  );
}
