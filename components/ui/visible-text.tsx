import { visibleText } from "@/lib/format/visible-text";

type VisibleTextProps = { children: string; keepLines?: boolean; className?: string };

/** Text from an untrusted source: it can neither hide anything nor reorder the text around it. */
export function VisibleText({ children, keepLines = false, className }: VisibleTextProps) {
  return <bdi className={className}>{visibleText(children, { keepLines })}</bdi>;
}
