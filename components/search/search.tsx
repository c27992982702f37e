"use client";

import { Search as SearchIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useEffectEvent, useRef, useState } from "react";
import { useHydrated } from "@/components/ui/use-hydrated";
import { isToggle, opensSearch, typeKey } from "./search-keys";
import type { SearchRegistry } from "./use-entries";

const load = () => import("./palette");
const Palette = lazy(() => load().then((module) => ({ default: module.Palette })));
const loadAhead = () => void load().catch(() => undefined);

type SearchProps = {
  registries: readonly SearchRegistry[];
  username: string;
  /** Components that offer actions while the search is open. */
  children: ReactNode;
};

/**
 * Opens the search: by a button, the key `/`, and Ctrl or Command with K, which works from a field too. The palette is
 * fetched then; text typed in the meantime is not lost.
 */
export function Search({ children, ...props }: SearchProps) {
  const t = useTranslations("search");
  // Before hydration the keys do nothing.
  const listens = useHydrated();
  // The text typed before the palette was there; null while it is closed.
  const [typed, setTyped] = useState<string | null>(null);
  const ready = useRef(false);
  const onReady = useCallback(() => {
    ready.current = true;
  }, []);
  const close = useCallback(() => setTyped(null), []);
  const open = () => {
    ready.current = false;
    setTyped("");
  };

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const next = typed === null || ready.current ? null : typeKey(typed, event);
    if (typed === null && opensSearch(event)) open();
    else if (typed !== null && isToggle(event)) close();
    else if (next !== null) setTyped(next);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  useEffect(() => {
    document.addEventListener("keydown", onKey, { capture: true });
    return () => document.removeEventListener("keydown", onKey, { capture: true });
  }, []);

  return (
    <>
      <button
        type="button"
        onClick={open}
        onPointerEnter={loadAhead}
        onFocus={loadAhead}
        aria-haspopup="dialog"
        aria-keyshortcuts={listens ? "/ Control+K Meta+K" : undefined}
        className="flex h-8 shrink-0 items-center gap-2 rounded-lg text-faint hover:text-text max-lg:px-1.5 lg:w-60 lg:border lg:border-line-strong lg:bg-panel lg:px-2.5"
      >
        <SearchIcon className="size-4 shrink-0" aria-hidden />
        <span className="max-lg:sr-only">{t("title")}</span>
        <kbd aria-hidden className="ml-auto rounded border border-line-strong px-1.5 text-xs leading-4.5 max-lg:hidden">
          /
        </kbd>
      </button>
      <Suspense>
        {typed === null ? null : <Palette {...props} typed={typed} onReady={onReady} onClose={close} />}
      </Suspense>
      <Suspense>{typed === null ? null : children}</Suspense>
    </>
  );
}
