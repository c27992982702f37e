"use client";

import { useTranslations } from "next-intl";
import type { Narrowing } from "./search-queries";
import type { SearchRegistry } from "./use-entries";
import type { useSearch } from "./use-search";

type SearchOutcomeProps = {
  search: Pick<ReturnType<typeof useSearch>, "answer" | "pending" | "error">;
  text: string;
  narrowing: Narrowing | null;
  registries: readonly SearchRegistry[];
};

/** Notes on an answer: that nothing was found, or that there may be more. */
export function SearchOutcome({ search, text, narrowing, registries }: SearchOutcomeProps) {
  const t = useTranslations("search");
  const { answer, pending, error } = search;
  const query = text.trim();
  const count = answer?.items.length ?? 0;
  const unread = registries.filter(({ name }) => answer?.incomplete.includes(name)).map(({ title }) => title);
  const nothing = answer && !pending && !error && count === 0;
  return (
    <>
      <p role="status" className="sr-only">
        {answer && !pending ? t("found", { count }) : ""}
      </p>
      {nothing ? (
        <div className="px-4 pt-4 pb-5 text-muted">
          <p className="wrap-anywhere font-semibold text-text">
            {query === "" ? t("nothing") : t("nothingFor", { query })}
          </p>
          <p className="mt-1">{t(narrowing ? "nothingNarrowed" : "hint")}</p>
        </div>
      ) : null}
      {unread.length > 0 ? (
        <p className="border-line border-t px-4 py-2.5 text-amber text-sm">
          {t("incomplete", { registries: unread.join(", ") })}
        </p>
      ) : null}
    </>
  );
}
