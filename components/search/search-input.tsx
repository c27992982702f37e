"use client";

import { Search, X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { KeyboardEvent } from "react";
import { visibleText } from "@/lib/format/visible-text";
import type { Narrowing } from "./search-queries";

type SearchInputProps = {
  text: string;
  narrowing: Narrowing | null;
  pending: boolean;
  listId: string;
  activeId: string | undefined;
  onChange: (text: string) => void;
  onWiden: () => void;
  onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void;
};

const longestQuery = 200;

/** The field of the palette, with the tag name or label that the search is narrowed to. */
export function SearchInput(props: SearchInputProps) {
  const { text, narrowing, pending, listId, activeId, onChange, onWiden, onKeyDown } = props;
  const t = useTranslations("search");
  return (
    <div className="relative flex shrink-0 items-center gap-2.5 border-line border-b px-4">
      <Search className="size-4.5 shrink-0 text-faint" aria-hidden />
      {narrowing ? (
        <button
          type="button"
          onClick={onWiden}
          title={visibleText(narrowing.value)}
          aria-label={t("widen", { value: visibleText(narrowing.value) })}
          className="flex max-w-[50%] shrink-0 items-center gap-1 rounded-md bg-accent-soft px-1.75 py-0.5 text-accent text-sm"
        >
          <span className="truncate">{visibleText(narrowing.value)}</span>
          <X className="size-3.5 shrink-0" aria-hidden />
        </button>
      ) : null}
      <input
        // biome-ignore lint/a11y/noAutofocus: a dialog gives its first field the focus
        autoFocus
        role="combobox"
        aria-label={t("title")}
        aria-expanded="true"
        aria-autocomplete="list"
        aria-controls={listId}
        aria-activedescendant={activeId}
        placeholder={t(narrowing ? "placeholderNarrowed" : "placeholder")}
        value={text}
        maxLength={longestQuery}
        autoComplete="off"
        autoCorrect="off"
        autoCapitalize="off"
        spellCheck={false}
        enterKeyHint="go"
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
        className="h-12 min-w-0 flex-1 bg-transparent text-lg outline-none max-sm:text-[1rem]"
      />
      {pending ? (
        <span aria-hidden className="absolute inset-x-0 -bottom-px h-0.5 animate-skeleton overflow-hidden">
          <span className="block h-full w-1/3 animate-travel bg-accent" />
        </span>
      ) : null}
    </div>
  );
}
