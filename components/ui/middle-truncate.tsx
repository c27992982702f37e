import { clsx } from "clsx";

type MiddleTruncateProps = {
  value: string /** How many characters at the end always show. */;
  keep?: number;
  className?: string;
};

/** A long name on one line that is cut in the middle: its start and its end distinguish it from others. */
export function MiddleTruncate({ value, keep = 12, className }: MiddleTruncateProps) {
  if (value.length <= keep * 2) return <span className={clsx("truncate", className)}>{value}</span>;
  return (
    <span className={clsx("inline-flex max-w-full min-w-0 align-bottom", className)} title={value}>
      <span className="min-w-0 truncate">{value.slice(0, -keep)}</span>
      <span className="shrink-0 whitespace-pre">{value.slice(-keep)}</span>
    </span>
  );
}
