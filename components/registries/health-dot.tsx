import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import type { Registry } from "@/lib/contract/registries";

const colours: Record<Registry["health"]["state"], string> = {
  ok: "bg-dot-green",
  degraded: "bg-dot-amber",
  down: "bg-dot-red",
  unknown: "bg-faint",
};

/** The health of a registry as a dot; its word is for screen readers, and shown on hover. */
export function HealthDot({ health }: { health: Registry["health"] | undefined }) {
  const t = useTranslations("overview.health");
  const state = health?.state ?? "unknown";
  return (
    <span className="inline-flex items-center" title={health?.detail ?? t(state)}>
      <span aria-hidden className={clsx("size-1.75 shrink-0 rounded-full", colours[state])} />
      <span className="sr-only">{t(state)}</span>
    </span>
  );
}
