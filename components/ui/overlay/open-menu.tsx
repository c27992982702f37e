"use client";

import { clsx } from "clsx";
import { Check, Copy, ExternalLink, History, Terminal, Trash2 } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useRef } from "react";
import type { MenuButtonProps, MenuEntry } from "./menu-button";

// Kept here, so that they are fetched with the menu and not with the page.
const icons = { copy: Copy, delete: Trash2, history: History, show: ExternalLink, terminal: Terminal };
export type MenuIcon = keyof typeof icons;

const entryClass =
  "flex cursor-default items-center rounded-md px-2.5 py-1.5 outline-none data-disabled:text-faint data-highlighted:bg-sunken";

/** The button of a MenuButton with its menu, which starts open. */
export function OpenMenu({ trigger, entries, align, byKeyboard }: MenuButtonProps & { byKeyboard: boolean }) {
  const button = useRef<HTMLButtonElement>(null);
  const onClosed = useRef<(() => void) | null>(null);
  const firstTime = useRef(true);

  // The key that opened the menu was pressed before the menu could see that it was a key.
  function focusFirst(content: HTMLElement | null): void {
    if (!content || !firstTime.current) return;
    firstTime.current = false;
    if (byKeyboard) content.querySelector<HTMLElement>("[role^=menuitem]")?.focus({ preventScroll: true });
  }

  return (
    <DropdownMenu.Root modal={false} defaultOpen>
      <DropdownMenu.Trigger asChild ref={button}>
        {trigger({})}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          ref={focusFirst}
          align={align}
          sideOffset={4}
          onCloseAutoFocus={(event) => {
            if (!onClosed.current) return;
            event.preventDefault();
            button.current?.focus();
            onClosed.current();
            onClosed.current = null;
          }}
          className="z-50 max-h-80 min-w-36 animate-appear overflow-y-auto rounded-lg bg-panel p-1 shadow-float"
        >
          <Entries
            entries={entries()}
            onSelect={({ opensDialog, onSelect }) => {
              if (opensDialog) onClosed.current = onSelect;
              else onSelect();
            }}
          />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

type EntriesProps = { entries: readonly MenuEntry[]; onSelect: (entry: MenuEntry) => void };

function Entries({ entries, onSelect }: EntriesProps) {
  if (entries.every((entry) => entry.checked === undefined))
    return entries.map((entry) => <Entry key={entry.id} entry={entry} onSelect={() => onSelect(entry)} />);
  return (
    <DropdownMenu.RadioGroup value={entries.find((entry) => entry.checked)?.id ?? ""}>
      {entries.map((entry) => (
        <DropdownMenu.RadioItem
          key={entry.id}
          value={entry.id}
          onSelect={() => onSelect(entry)}
          className={`${entryClass} justify-between gap-6`}
        >
          {entry.label}
          <DropdownMenu.ItemIndicator>
            <Check className="size-3.5 text-accent" aria-hidden />
          </DropdownMenu.ItemIndicator>
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}

function Entry({ entry, onSelect }: { entry: MenuEntry; onSelect: () => void }) {
  const { icon, label, danger, disabled = false } = entry;
  const Icon = icon && icons[icon];
  return (
    <>
      {danger ? <DropdownMenu.Separator className="my-1 h-px bg-line" /> : null}
      <DropdownMenu.Item
        disabled={disabled}
        onSelect={onSelect}
        className={clsx(entryClass, "gap-2.5", danger && "text-red")}
      >
        {Icon ? <Icon className="size-4" aria-hidden /> : null}
        {label}
      </DropdownMenu.Item>
    </>
  );
}
