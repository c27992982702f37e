"use client";

import { clsx } from "clsx";
import { Search, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { usePageActions } from "./page-actions";

type SearchFieldProps = {
  label: string;
  /** The search that is in effect; typing calls `onSearch` after a short pause. */
  value: string;
  onSearch: (value: string) => void;
  className?: string;
};

const pauseMs = 200;

/** A filter above a list. The key `f` moves the focus here, and the search offers this as an action. */
export function SearchField({ label, value, onSearch, className }: SearchFieldProps) {
  const t = useTranslations("ui.search");
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  if (known !== value) {
    setKnown(value);
    setText(value);
  }

  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => onSearch(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text, value, onSearch]);

  usePageActions((query) => [
    {
      group: "page",
      icon: "filter",
      takesQuery: true,
      label: query === "" ? label : t("filterBy", { label, query }),
      run: () => {
        if (query !== "") onSearch(query);
        input.current?.focus();
      },
    },
  ]);

  return (
    <div className={clsx("relative min-w-0", className)}>
      <Search className="pointer-events-none absolute top-2.25 left-2.5 size-4 text-faint" aria-hidden />
      <input
        ref={input}
        type="search"
        data-filter-field
        aria-label={label}
        aria-keyshortcuts="f"
        placeholder={label}
        value={text}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") onSearch(text);
          if (event.key === "Escape" && text === "") event.currentTarget.blur();
          if (event.key === "Escape") setText("");
        }}
        className="peer h-8.5 w-full rounded-lg border border-line-strong bg-panel pr-8 pl-8 focus-visible:outline-offset-0"
      />
      {text === "" ? (
        <kbd className="pointer-events-none absolute top-2 right-2.5 rounded border border-line-strong px-1.5 text-faint text-xs peer-focus:hidden max-md:hidden">
          f
        </kbd>
      ) : (
        <button
          type="button"
          aria-label={t("clear")}
          onClick={() => setText("")}
          className="absolute top-1.25 right-1.25 rounded-md p-1 text-faint hover:text-text"
        >
          <X className="size-4" aria-hidden />
        </button>
      )}
    </div>
  );
}
