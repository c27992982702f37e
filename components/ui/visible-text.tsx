import { visibleText } from "@/lib/format/visible-text";

type VisibleTextProps = { children: string; keepLines?: boolean; className?: string };

/** Text that somebody else wrote: it can neither hide anything nor reorder what stands beside it. */
export function VisibleText({ children, keepLines = false, className }: VisibleTextProps) {
  return <bdi className={className}>{visibleText(children, { keepLines })}</bdi>;
}
