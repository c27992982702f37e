"use client";

import { clsx } from "clsx";
import { ChevronDown } from "lucide-react";
import { MenuButton } from "./menu-button";

export type SelectOption<Value extends string> = { value: Value; label: string };

type SelectMenuProps<Value extends string> = {
  /** Says what is being chosen, for a screen reader. */
  label: string;
  value: Value;
  options: readonly SelectOption<Value>[];
  onValueChange: (value: Value) => void;
  align?: "start" | "end";
  className?: string;
};

/** A menu to choose one of a few options. */
export function SelectMenu<Value extends string>(props: SelectMenuProps<Value>) {
  const { label, value, options, onValueChange, align = "start", className } = props;
  const current = options.find((option) => option.value === value)?.label ?? value;
  return (
    <MenuButton
      align={align}
      trigger={(button) => (
        <button
          type="button"
          aria-label={`${label}: ${current}`}
          className={clsx(
            "inline-flex h-8.5 items-center gap-1.5 whitespace-nowrap rounded-lg border border-line-strong bg-panel px-2.5 text-muted hover:text-text",
            className,
          )}
          {...button}
        >
          {current}
          <ChevronDown className="size-3.5" aria-hidden />
        </button>
      )}
      entries={() =>
        options.map((option) => ({
          id: option.value,
          label: option.label,
          checked: option.value === value,
          onSelect: () => onValueChange(option.value),
        }))
      }
    />
  );
}
