import type { ReactNode } from "react";

/** One name and its value, in a `dl` of two columns. */
export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{label}</dt>
      <dd className="flex min-w-0 flex-col gap-1 max-sm:mb-2">{children}</dd>
    </>
  );
}
