import { useTranslations } from "next-intl";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import type { Finding } from "@/lib/contract/doctor";
import { StateIcon } from "./state-icon";

type VerdictProps = {
  findings: readonly Finding[];
  /** Whether some findings are still to come. */
  looking: boolean;
  /** Whether some findings could not be read. */
  incomplete: boolean;
};

/** All findings in one line, with a link to each that needs attention. */
export function Verdict({ findings, looking, incomplete }: VerdictProps) {
  const t = useTranslations("doctor");
  const of = (state: Finding["state"]) => findings.filter((finding) => finding.state === state);
  const wrong = [...of("broken"), ...of("attention")];
  const unknown = of("unknown").length;
  const isEmpty = looking && findings.length === 0;
  const done = !looking && !incomplete;
  const whole = done && unknown === 0;
  const state = of("broken").length > 0 ? "broken" : wrong.length > 0 ? "attention" : whole ? "ok" : "unknown";
  const words =
    wrong.length > 0
      ? t("verdict.wrong", { count: wrong.length })
      : t(whole ? "verdict.well" : done ? "verdict.nothingFound" : "verdict.nothingSoFar");
  const beside = looking
    ? t("verdict.looking")
    : incomplete
      ? t("verdict.incomplete")
      : unknown > 0
        ? t("verdict.unknown", { count: unknown })
        : null;
  return (
    <Panel className="mb-6 p-4">
      {isEmpty ? <Skeleton className="h-5 w-64" /> : null}
      <div className="flex items-start gap-2.5">
        {isEmpty ? null : <StateIcon state={state} className="mt-0.5" />}
        <div className="min-w-0">
          <p role="status">
            {isEmpty ? null : (
              <>
                <strong className="font-semibold">{words}</strong> <span className="text-muted">{beside}</span>
              </>
            )}
          </p>
          <ul className="mt-2 flex flex-wrap gap-x-5 gap-y-1.5 empty:hidden">
            {wrong.map(({ check, state }) => (
              <li key={check} className="flex items-center gap-1.5">
                <StateIcon state={state} />
                <a href={`#${check}`} className="rounded text-accent hover:underline">
                  {t(`checks.${check}`)}
                </a>
              </li>
            ))}
          </ul>
        </div>
      </div>
    </Panel>
  );
}
