import { clsx } from "clsx";
import type { ReactNode } from "react";
import { Link } from "./link";

export type Segment<Value extends string> = { value: Value; label: ReactNode; href?: string };

type SegmentedProps<Value extends string> = {
  label: string;
  value: Value;
  segments: readonly Segment<Value>[];
  /** For segments without an href. */
  onValueChange?: (value: Value) => void;
  className?: string;
};

const segmentClass = (current: boolean) =>
  clsx(
    "inline-flex h-full items-center gap-1.5 whitespace-nowrap px-3 -outline-offset-2 max-sm:px-2 [&_svg]:size-4",
    current ? "bg-accent-soft font-[550] text-text" : "text-muted hover:text-text",
  );

/** A few alternatives side by side: links if they have an address, else buttons. */
export function Segmented<Value extends string>({
  label,
  value,
  segments,
  onValueChange,
  className,
}: SegmentedProps<Value>) {
  return (
    <fieldset
      className={clsx(
        "inline-flex h-8.5 min-w-0 max-w-full divide-x divide-line overflow-x-auto rounded-lg border border-line-strong bg-panel",
        className,
      )}
    >
      <legend className="sr-only">{label}</legend>
      {segments.map((segment) =>
        segment.href ? (
          <Link
            key={segment.value}
            href={segment.href}
            scroll={false}
            aria-current={segment.value === value ? "true" : undefined}
            className={segmentClass(segment.value === value)}
          >
            {segment.label}
          </Link>
        ) : (
          <button
            key={segment.value}
            type="button"
            aria-pressed={segment.value === value}
            onClick={() => onValueChange?.(segment.value)}
            className={segmentClass(segment.value === value)}
          >
            {segment.label}
          </button>
        ),
      )}
    </fieldset>
  );
}
