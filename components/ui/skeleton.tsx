import { clsx } from "clsx";

/** A grey placeholder for data that is being read, in its final size. It is invisible for the first 100 ms. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={clsx("block animate-skeleton rounded-md bg-line", className)} />;
}
