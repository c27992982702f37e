import { clsx } from "clsx";

/** A grey place for what is being read, in the size it will have. Nothing is seen of it for the first 100 ms. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={clsx("block animate-skeleton rounded-md bg-line", className)} />;
}
