import { SearchX, Tag } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { CommandLine } from "@/components/ui/command-line";
import { EmptyState } from "@/components/ui/empty-state";
import { isFiltered, type TagsView } from "./tags-view";

type NoTagsProps = { pullHost: string; repository: string; view: TagsView; onClear: () => void };

/** Instead of rows: how to push a first tag, or how to see all of them again. */
export function NoTags({ pullHost, repository, view, onClear }: NoTagsProps) {
  const t = useTranslations("repository");
  if (isFiltered(view)) {
    const { query } = view;
    return (
      <EmptyState icon={SearchX} title={query === "" ? t("noMatchOfFilters") : t("noMatch", { query })}>
        <p>{query === "" ? t("noMatchOfFiltersDetail") : t("noMatchDetail")}</p>
        <Button size="sm" onClick={onClear}>
          {t("clearSearch")}
        </Button>
      </EmptyState>
    );
  }
  const image = `${pullHost}/${repository}:1.0`;
  return (
    <EmptyState icon={Tag} title={t("empty")}>
      <p>{t("emptyDetail")}</p>
      <CommandLine value={`docker build -t ${image} .\ndocker push ${image}`} />
    </EmptyState>
  );
}
