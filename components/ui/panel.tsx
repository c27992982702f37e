import { clsx } from "clsx";
import type { ComponentProps } from "react";

/** A bordered surface. */
export function Panel({ className, ...props }: ComponentProps<"section">) {
  return (
    <section
      className={clsx("relative overflow-clip rounded-[10px] border border-line bg-panel", className)}
      {...props}
    />
  );
}
