import { clsx } from "clsx";
import { CircleAlert, CircleCheck, CircleHelp, CircleX, type LucideIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import type { FindingState } from "@/lib/contract/doctor";

const looks: Record<FindingState, [icon: LucideIcon, colour: string]> = {
  broken: [CircleX, "text-red"],
  attention: [CircleAlert, "text-amber"],
  unknown: [CircleHelp, "text-faint"],
  ok: [CircleCheck, "text-green"],
};

/** The state of a finding as an icon; its word is for screen readers, and shown on hover. */
export function StateIcon({ state, className }: { state: FindingState; className?: string }) {
  const t = useTranslations("doctor.states");
  const [Icon, colour] = looks[state];
  return (
    <span title={t(state)} className={clsx("inline-flex shrink-0", className)}>
      <Icon className={clsx("size-4", colour)} aria-hidden />
      <span className="sr-only">{t(state)}</span>
    </span>
  );
}
