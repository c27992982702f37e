"use client";

import { Trash2, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent } from "react";
import { Button } from "@/components/ui/button";
import { ByteSize } from "@/components/ui/byte-size";
import { isTyping } from "@/components/ui/is-typing";
import type { Tag } from "@/lib/contract/tags";

type SelectionBarProps = {
  count: number;
  /** The number of tags in the list. */
  total: number;
  isFiltered: boolean;
  /** The selected tags that are in view. */
  shown: readonly Tag[];
  onSelectAll: () => void;
  onClear: () => void;
  onDelete: () => void;
  onDeleteRepository: () => void;
};

/** The selection, and the actions on it. */
export function SelectionBar(props: SelectionBarProps) {
  const { count, total, isFiltered, shown, onSelectAll, onClear, onDelete, onDeleteRepository } = props;
  const t = useTranslations("repository.selection");
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === "Escape" && !isTyping(event)) onClear();
  });
  useEffect(() => {
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return (
    <div className="pointer-events-none fixed inset-x-0 bottom-4 z-30 flex justify-center px-4 lg:pl-58">
      <section
        aria-label={t("label")}
        className="pointer-events-auto flex max-w-full animate-appear flex-wrap items-center gap-x-4 gap-y-2 rounded-xl border border-line bg-panel py-2 pr-2 pl-4 shadow-float"
      >
        <p role="status" className="tabular-nums">
          <b className="font-semibold">{t("count", { count })}</b>{" "}
          {shown.length === count ? <Together tags={shown} /> : null}
        </p>
        {count < total ? (
          <Button size="sm" variant="ghost" onClick={onSelectAll}>
            {t(isFiltered ? "allMatching" : "all", { total })}
          </Button>
        ) : null}
        <span className="flex items-center gap-2">
          {count === total && !isFiltered ? (
            <Button size="sm" onClick={onDeleteRepository}>
              {t("deleteRepository")}
            </Button>
          ) : null}
          <Button size="sm" variant="danger" onClick={onDelete}>
            <Trash2 aria-hidden />
            {t("delete", { count })}
          </Button>
          <Button size="icon-sm" variant="ghost" onClick={onClear} aria-label={t("clear")}>
            <X aria-hidden />
          </Button>
        </span>
      </section>
    </div>
  );
}

// A delete frees at most this: layers that other images use stay. The plan gives the exact number.
function Together({ tags }: { tags: readonly Tag[] }) {
  const t = useTranslations("repository.selection");
  const sizes = new Map(tags.map(({ digest, sizeBytes }) => [digest, sizeBytes ?? 0]));
  const bytes = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  return <span className="text-muted">{t.rich("atMost", { size: () => <ByteSize bytes={bytes} /> })}</span>;
}
