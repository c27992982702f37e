import { clsx } from "clsx";
import { visibleText } from "@/lib/format/visible-text";
import { singleLine, splitStep } from "./dockerfile-step";

type StepTextProps = {
  step: string;
  /** Shows all lines, in as many rows as they take; otherwise the text is cut off after one row. */
  whole: boolean;
  quiet?: boolean;
};

const longest = 20_000;

/** A step with its instruction highlighted. */
export function StepText({ step, whole, quiet = false }: StepTextProps) {
  const { keyword, text } = splitStep(step);
  const shown = whole ? text.slice(0, longest) : singleLine(text.slice(0, 400));
  return (
    <code
      dir="ltr"
      className={clsx("mono block", whole ? "whitespace-pre-wrap wrap-anywhere" : "truncate", quiet && "text-faint")}
    >
      {keyword ? <b className={clsx("font-semibold", !quiet && "text-accent")}>{keyword} </b> : null}
      {visibleText(shown, { keepLines: whole })}
      {whole && text.length > longest ? " …" : null}
    </code>
  );
}
