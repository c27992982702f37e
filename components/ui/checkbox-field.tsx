import { clsx } from "clsx";
import type { ReactNode } from "react";

type CheckboxFieldProps = {
  checked: boolean;
  onChange: (checked: boolean) => void;
  label: ReactNode;
  /** What the choice means, below its label. */
  hint?: ReactNode;
  disabled?: boolean;
  className?: string;
};

/** A choice to make or leave, with its label. */
export function CheckboxField({ checked, onChange, label, hint, disabled, className }: CheckboxFieldProps) {
  return (
    <label className={clsx("flex items-start gap-2.5", className)}>
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      <span className="min-w-0">
        {label} {hint ? <span className="block text-muted">{hint}</span> : null}
      </span>
    </label>
  );
}
