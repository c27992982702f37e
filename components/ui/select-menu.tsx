"use client";

import { clsx } from "clsx";
import { Check, ChevronDown } from "lucide-react";
import { DropdownMenu } from "radix-ui";

export type SelectOption<Value extends string> = { value: Value; label: string };

type SelectMenuProps<Value extends string> = {
  /** Says what is chosen here, for a screen reader. */
  label: string;
  value: Value;
  options: readonly SelectOption<Value>[];
  onValueChange: (value: Value) => void;
  align?: "start" | "end";
  className?: string;
};

/** One of a few, in a menu. */
export function SelectMenu<Value extends string>(props: SelectMenuProps<Value>) {
  const { label, value, options, onValueChange, align = "start", className } = props;
  const current = options.find((option) => option.value === value);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        aria-label={`${label}: ${current?.label ?? value}`}
        className={clsx(
          "inline-flex h-8.5 items-center gap-1.5 whitespace-nowrap rounded-lg border border-line-strong bg-panel px-2.5 text-muted hover:text-text",
          className,
        )}
      >
        {current?.label ?? value}
        <ChevronDown className="size-3.5" aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={4}
          className="z-50 max-h-80 min-w-36 animate-appear overflow-y-auto rounded-lg bg-panel p-1 shadow-float"
        >
          <DropdownMenu.RadioGroup value={value} onValueChange={(next) => onValueChange(next as Value)}>
            {options.map((option) => (
              <DropdownMenu.RadioItem
                key={option.value}
                value={option.value}
                className="flex cursor-default items-center justify-between gap-6 rounded-md px-2.5 py-1.5 outline-none data-highlighted:bg-sunken"
              >
                {option.label}
                <DropdownMenu.ItemIndicator>
                  <Check className="size-3.5 text-accent" aria-hidden />
                </DropdownMenu.ItemIndicator>
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
