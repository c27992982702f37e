"use client";

import { clsx } from "clsx";
import { type ReactNode, type ToggleEvent, useId, useRef } from "react";

type PopoverProps = {
  trigger: ReactNode;
  triggerClassName: string;
  /** The name of the popover, for a screen reader. */
  label: string;
  side: "above" | "below";
  className?: string;
  children: ReactNode;
};

const gapPx = 6;

/**
 * Content that opens beside its button: the browser's own popover, which handles Escape, clicks elsewhere and the top
 * layer without a script. A link or `data-close` inside it closes it.
 */
export function Popover({ trigger, triggerClassName, label, side, className, children }: PopoverProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);

  function place(event: ToggleEvent<HTMLElement>) {
    const box = button.current?.getBoundingClientRect();
    if (event.newState !== "open" || !box) return;
    const { style } = event.currentTarget;
    style.left = `${box.left}px`;
    if (side === "above") style.bottom = `${window.innerHeight - box.top + gapPx}px`;
    else style.top = `${box.bottom + gapPx}px`;
  }

  return (
    <>
      <button ref={button} type="button" popoverTarget={id} aria-haspopup="true" className={triggerClassName}>
        {trigger}
      </button>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a key on them makes a click */}
      <section
        id={id}
        popover="auto"
        aria-label={label}
        onBeforeToggle={place}
        onClick={({ target, currentTarget }) => {
          if (target instanceof Element && target.closest("a, [data-close]")) currentTarget.hidePopover();
        }}
        className={clsx(
          "inset-auto m-0 max-h-[70dvh] max-w-80 animate-appear overflow-y-auto rounded-lg bg-panel p-1 text-text shadow-float",
          className,
        )}
      >
        {children}
      </section>
    </>
  );
}
