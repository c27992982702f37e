import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { SearchField } from "@/components/ui/search-field";
import { SelectMenu } from "@/components/ui/select-menu";
import { firstOrder, type TagsView } from "./tags-view";
import type { useTagList } from "./use-tag-list";

type TagToolsProps = {
  view: TagsView;
  tags: Pick<ReturnType<typeof useTagList>, "unreadable" | "readAgain" | "rows">;
  onChange: (changes: Record<string, string | null>) => void;
};

/** The search, the order, and what could not be read. */
export function TagTools({ view, tags, onChange }: TagToolsProps) {
  const t = useTranslations("repository");
  const sorts = (Object.keys(firstOrder) as TagsView["sort"][]).filter(
    (sort) =>
      sort === view.sort ||
      (sort === "pushed" && tags.rows.some((row) => row.pushedAt)) ||
      (sort === "pulled" && tags.rows.some((row) => row.pulledAt)) ||
      (sort !== "pushed" && sort !== "pulled"),
  );
  return (
    <div className="mb-2.5 flex flex-wrap items-center gap-2">
      <SearchField
        label={t("search")}
        value={view.query}
        onSearch={(query) => onChange({ query })}
        className="w-65 max-sm:w-full"
      />
      {tags.unreadable > 0 ? (
        <span role="status" className="flex items-center gap-2 text-amber">
          {t("couldNotBeRead", { count: tags.unreadable })}
          <Button size="sm" onClick={tags.readAgain}>
            {t("readAgain")}
          </Button>
        </span>
      ) : null}
      <SelectMenu
        label={t("sortedBy")}
        value={`${view.sort} ${view.order}`}
        options={sorts.flatMap((sort) =>
          (["desc", "asc"] as const).map((order) => ({
            value: `${sort} ${order}`,
            label: t(`sorts.${sort}.${order}`),
          })),
        )}
        onValueChange={(value) => {
          const [sort = null, order = null] = value.split(" ");
          onChange({ sort, order });
        }}
        align="end"
        className="ml-auto max-sm:ml-0"
      />
    </div>
  );
}
