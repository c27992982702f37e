import { clsx } from "clsx";
import type { ComponentProps } from "react";

const variants = {
  default: "border-line-strong bg-panel text-text hover:bg-sunken",
  primary: "border-transparent bg-accent text-on-accent hover:brightness-95",
  danger: "border-transparent bg-red text-on-red hover:brightness-95",
  "danger-quiet": "border-line-strong bg-panel text-red hover:bg-red-soft",
  ghost: "border-transparent text-muted hover:bg-sunken hover:text-text",
};

const sizes = {
  sm: "h-7 px-2.5 text-sm",
  md: "h-8.5 px-3",
  icon: "size-8.5",
  "icon-sm": "size-7",
};

type ButtonLook = {
  variant?: keyof typeof variants | undefined;
  size?: keyof typeof sizes | undefined;
  className?: string | undefined;
};

/** Returns the classes that make a link look like a button. */
export function buttonClass({ variant = "default", size = "md", className }: ButtonLook = {}): string {
  return clsx(
    "inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap rounded-lg border font-[550]",
    "disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50",
    "[&_svg]:size-4 [&_svg]:shrink-0",
    variants[variant],
    sizes[size],
    className,
  );
}

export type ButtonProps = ComponentProps<"button"> & ButtonLook;

export function Button({ variant, size, className, type = "button", ...props }: ButtonProps) {
  return <button type={type} className={buttonClass({ variant, size, className })} {...props} />;
}
