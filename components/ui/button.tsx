import { clsx } from "clsx";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";

const variants = {
  default: "border-line-strong bg-panel text-text hover:bg-sunken",
  primary: "border-transparent bg-accent text-on-accent hover:bg-accent/90",
  danger: "border-transparent bg-red text-on-red hover:bg-red/90",
  "danger-quiet": "border-line-strong bg-panel text-red hover:bg-red-soft",
  ghost: "border-transparent text-muted hover:bg-sunken hover:text-text",
};

const sizes = {
  sm: "h-7 px-2.5 text-sm",
  md: "h-8.5 px-3",
  icon: "size-8.5",
  "icon-sm": "size-7",
};

export type ButtonProps = ComponentProps<"button"> & {
  variant?: keyof typeof variants;
  size?: keyof typeof sizes;
  asChild?: boolean;
};

export function Button({ variant = "default", size = "md", asChild, className, type, ...props }: ButtonProps) {
  const Element = asChild ? Slot.Root : "button";
  return (
    <Element
      type={asChild ? type : (type ?? "button")}
      className={clsx(
        "inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap rounded-lg border font-[550]",
        "disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50",
        "[&_svg]:size-4 [&_svg]:shrink-0",
        variants[variant],
        sizes[size],
        className,
      )}
      {...props}
    />
  );
}
