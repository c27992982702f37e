import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { CopyButton } from "./copy-button";

/** A command, or the lines of a file, with a copy button. */
export function CommandLine({ value, className }: { value: string; className?: string }) {
  const t = useTranslations("ui.command");
  return (
    <div
      className={clsx(
        "flex w-full min-w-0 items-start gap-1 rounded-lg border border-line bg-sunken text-left",
        className,
      )}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a line that is cut off must be scrollable by the keyboard */}
      <pre tabIndex={0} className="mono min-w-0 flex-1 overflow-x-auto px-3 py-2 text-text leading-5">
        {value}
      </pre>
      <CopyButton value={value} what={t("name")} className="m-1.5" />
    </div>
  );
}
