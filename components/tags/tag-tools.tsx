import { clsx } from "clsx";
import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { SelectMenu } from "@/components/ui/overlay/select-menu";
import { SearchField } from "@/components/ui/search-field";
import type { TagFacets } from "@/lib/contract/tags";
import { firstOrder, type TagsView } from "./tags-view";

type TagToolsProps = {
  view: TagsView;
  facets: TagFacets | undefined;
  onChange: (changes: Record<string, string | null>) => void;
};

/** The search, the filters that make sense for these tags, and the sort. */
export function TagTools({ view, facets, onChange }: TagToolsProps) {
  const t = useTranslations("repository");
  return (
    <div className="mb-2.5 flex flex-wrap items-center gap-2">
      <SearchField
        label={t("search")}
        value={view.query}
        onSearch={(query) => onChange({ query })}
        className="w-65 max-sm:w-full"
      />
      <PlatformFilter view={view} platforms={facets?.platforms ?? []} onChange={onChange} />
      <KindFilter view={view} kinds={facets?.kinds ?? []} onChange={onChange} />
      <ProblemFilter view={view} problems={facets?.problems ?? 0} onChange={onChange} />
      <SortMenu view={view} facets={facets} onChange={onChange} />
    </div>
  );
}

type FilterProps = Pick<TagToolsProps, "view" | "onChange">;

function PlatformFilter({ view, platforms, onChange }: FilterProps & { platforms: string[] }) {
  const t = useTranslations("repository.filters");
  const known = view.platform === "" || platforms.includes(view.platform) ? platforms : [view.platform, ...platforms];
  if (known.length < 2 && view.platform === "") return null;
  return (
    <SelectMenu
      label={t("platform")}
      value={view.platform || "all"}
      options={[{ value: "all", label: t("anyPlatform") }, ...known.map((value) => ({ value, label: value }))]}
      onValueChange={(value) => onChange({ platform: value === "all" ? null : value })}
    />
  );
}

function KindFilter({ view, kinds, onChange }: FilterProps & { kinds: TagFacets["kinds"] }) {
  const t = useTranslations("repository.filters");
  const known = view.kind === "" || kinds.includes(view.kind) ? kinds : [view.kind, ...kinds];
  if (known.length < 2 && view.kind === "") return null;
  return (
    <SelectMenu
      label={t("kind")}
      value={view.kind || "all"}
      options={[
        { value: "all", label: t("anyKind") },
        ...known.map((value) => ({ value: value as string, label: t(`kinds.${value}`) })),
      ]}
      onValueChange={(value) => onChange({ kind: value === "all" ? null : value })}
    />
  );
}

function ProblemFilter({ view, problems, onChange }: FilterProps & { problems: number }) {
  const t = useTranslations("repository.filters");
  if (problems === 0 && !view.problem) return null;
  return (
    <button
      type="button"
      aria-pressed={view.problem}
      onClick={() => onChange({ problem: view.problem ? null : "true" })}
      className={clsx(
        "inline-flex h-8.5 items-center gap-1.5 whitespace-nowrap rounded-lg border px-2.5",
        view.problem
          ? "border-amber bg-amber-soft text-amber"
          : "border-line-strong bg-panel text-muted hover:text-text",
      )}
    >
      <TriangleAlert className="size-4 text-amber" strokeWidth={1.75} aria-hidden />
      {t("problems", { count: problems })}
    </button>
  );
}

function SortMenu({ view, facets, onChange }: TagToolsProps) {
  const t = useTranslations("repository");
  const isOffered = (sort: TagsView["sort"]) =>
    sort === view.sort || ((sort !== "pushed" || facets?.pushed) && (sort !== "pulled" || facets?.pulled));
  const sorts = (Object.keys(firstOrder) as TagsView["sort"][]).filter(isOffered);
  return (
    <SelectMenu
      label={t("sortedBy")}
      value={`${view.sort} ${view.order}`}
      options={sorts.flatMap((sort) =>
        (["desc", "asc"] as const).map((order) => ({ value: `${sort} ${order}`, label: t(`sorts.${sort}.${order}`) })),
      )}
      onValueChange={(value) => {
        const [sort = null, order = null] = value.split(" ");
        onChange({ sort, order });
      }}
      align="end"
      className="ml-auto max-sm:ml-0"
    />
  );
}
