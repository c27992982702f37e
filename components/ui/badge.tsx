import { clsx } from "clsx";
import type { ComponentProps } from "react";

const tones = {
  neutral: "border-line bg-sunken text-muted",
  accent: "border-transparent bg-accent-soft text-accent",
  amber: "border-transparent bg-amber-soft text-amber",
  red: "border-transparent bg-red-soft text-red",
  green: "border-transparent bg-green-soft text-green",
};

export type BadgeTone = keyof typeof tones;

export function Badge({ tone = "neutral", className, ...props }: ComponentProps<"span"> & { tone?: BadgeTone }) {
  return (
    <span
      className={clsx(
        "inline-flex max-w-full items-center gap-1 truncate rounded-[5px] border px-1.5 text-xs leading-5",
        tones[tone],
        className,
      )}
      {...props}
    />
  );
}
