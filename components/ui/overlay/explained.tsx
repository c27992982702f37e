import { clsx } from "clsx";
import { Popover } from "./popover";

type ExplainedProps = {
  /** The word that is shown. */
  children: string;
  /** Its meaning: shown on hover, and when the word is pressed. */
  meaning: string;
  className?: string;
};

/** A word with an explanation behind it. */
export function Explained({ children, meaning, className }: ExplainedProps) {
  return (
    <span title={meaning} className="inline-flex">
      <Popover
        label={children}
        side="below"
        className="w-76"
        triggerClassName={clsx(
          "cursor-help whitespace-nowrap rounded text-left underline decoration-faint/50 decoration-dotted underline-offset-4 hover:decoration-current",
          className,
        )}
        trigger={children}
      >
        <p className="px-2.5 py-2 text-sm">{meaning}</p>
      </Popover>
    </span>
  );
}
