"use client";

import { useTranslations } from "next-intl";
import { Dialog } from "radix-ui";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { EntryList } from "./entry-list";
import { KeyHints } from "./key-hints";
import { SearchInput } from "./search-input";
import { SearchOutcome } from "./search-outcome";
import { type PaletteProps, usePalette } from "./use-palette";

/** The search over everything, with the actions that the page offers; made for the keyboard. */
export function Palette(props: PaletteProps) {
  const t = useTranslations("search");
  const palette = usePalette(props);
  const { text, narrowing, search, entries, active, listId, afterwards } = palette;
  return (
    <Dialog.Root open onOpenChange={(open) => open || props.onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-appear bg-veil" />
        <Dialog.Content
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => {
            if (!afterwards.current) return;
            event.preventDefault();
            afterwards.current();
          }}
          className="fixed top-2 left-1/2 z-50 flex max-h-[calc(100dvh-1rem)] w-[calc(100vw-1rem)] max-w-160 -translate-x-1/2 animate-appear flex-col overflow-clip rounded-xl bg-panel shadow-float focus:outline-none sm:top-[11vh] sm:max-h-[min(36rem,78dvh)]"
        >
          <Dialog.Title className="sr-only">{t("title")}</Dialog.Title>
          <SearchInput
            text={text}
            narrowing={narrowing}
            pending={search.pending}
            listId={listId}
            activeId={active && `${listId}-${entries.indexOf(active)}`}
            onChange={palette.change}
            onWiden={() => palette.narrow(null)}
            onKeyDown={palette.onKeyDown}
          />
          <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain">
            {search.error ? (
              <ProblemNotice
                error={search.error}
                what={t("failed")}
                onRetry={search.again}
                retrying={search.isFetching}
                className="m-2.5"
              />
            ) : null}
            <EntryList
              id={listId}
              entries={entries}
              active={active}
              query={text}
              onPoint={palette.setActiveId}
              onClick={palette.onClick}
            />
            <SearchOutcome search={search} text={text} narrowing={narrowing} registries={props.registries} />
          </div>
          <KeyHints />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
