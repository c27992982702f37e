import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { shortDigest } from "@/lib/oci/digest";
import type { TagsView } from "./tags-view";

type TagFiltersProps = { view: TagsView; onChange: (changes: Record<string, string | null>) => void };

/** The filters that are set outside the tools, each with a button that removes it. */
export function TagFilters({ view, onChange }: TagFiltersProps) {
  const t = useTranslations("repository");
  if (view.sameDigestAs === "") return null;
  const { sameDigestAs } = view;
  const what = sameDigestAs.includes(":") ? shortDigest(sameDigestAs) : sameDigestAs;
  return (
    <p className="mb-2.5 flex flex-wrap items-center gap-2">
      <span className="inline-flex items-center gap-1 rounded-md bg-accent-soft py-0.5 pr-1 pl-2 text-accent">
        {t("filters.sameDigestAs", { tag: what })}
        <button
          type="button"
          aria-label={t("filters.clear", { filter: t("filters.sameDigestAs", { tag: what }) })}
          onClick={() => onChange({ sameDigestAs: null })}
          className="rounded p-0.5 hover:bg-panel"
        >
          <X className="size-3.5" aria-hidden />
        </button>
      </span>
    </p>
  );
}
