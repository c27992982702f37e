import { Check, CircleHelp, type LucideIcon, X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { SetUpFinding } from "@/lib/contract/garbage-collection";

const marks: Record<SetUpFinding["state"], { icon: LucideIcon; colour: string }> = {
  ok: { icon: Check, colour: "text-green" },
  failed: { icon: X, colour: "text-red" },
  unknown: { icon: CircleHelp, colour: "text-amber" },
};

/** The findings of a check of the set-up, one by one. */
export function SetUpFindings({ findings }: { findings: readonly SetUpFinding[] }) {
  const t = useTranslations("garbageCollection.runner.states");
  return (
    <ul className="mt-3.5 flex flex-col gap-2 border-line border-t pt-3.5">
      {findings.map(({ name, state, detail }) => {
        const { icon: Icon, colour } = marks[state];
        return (
          <li key={name} className="flex items-start gap-2.5">
            <Icon className={`mt-0.5 size-4 shrink-0 ${colour}`} aria-hidden />
            <span className="min-w-0 wrap-anywhere">
              <span className="sr-only">{t(state)}: </span>
              <span className="mr-2 font-medium first-letter:uppercase">{name}</span>
              <span className="text-muted">{detail}</span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
