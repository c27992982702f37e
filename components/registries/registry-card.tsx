"use client";

import { useTranslations } from "next-intl";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { Timestamp } from "@/components/ui/timestamp";
import { pagePaths } from "@/lib/contract/paths";
import type { Registry } from "@/lib/contract/registries";
import { CapabilityList } from "./capability-list";
import { ReadingProgress } from "./reading-progress";
import { registryKind } from "./registry-kind";
import { RepositoryCount } from "./repository-count";

const tones: Record<Registry["health"]["state"], BadgeTone> = {
  ok: "green",
  degraded: "amber",
  down: "red",
  unknown: "neutral",
};

export function RegistryCard({ registry }: { registry: Registry }) {
  const t = useTranslations("overview");
  const { health } = registry;
  const kind = registryKind(registry.kind) ?? t("unknownKind");
  return (
    <Panel className="flex flex-col gap-3.5 p-4" aria-labelledby={`registry-${registry.name}`}>
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <h3 id={`registry-${registry.name}`} className="truncate font-semibold text-lg">
            <Link href={pagePaths.registry(registry.name)} className="rounded hover:text-accent">
              {registry.title}
            </Link>
          </h3>
          <p className="flex flex-wrap gap-x-2 text-muted" title={registry.url}>
            <span className="mono truncate leading-5">{registry.pullHost}</span>
            <span>{kind}</span>
          </p>
        </div>
        <Badge tone={tones[health.state]}>{t(`health.${health.state}`)}</Badge>
      </div>
      {registry.skipVerify ? (
        <Notice tone="amber" title={t("skipVerify")}>
          {t("skipVerifyDetail")}
        </Notice>
      ) : null}
      {registry.readOnly ? <Notice title={t("readOnly")}>{t("readOnlyDetail")}</Notice> : null}
      {health.detail && health.state !== "ok" ? (
        <Notice tone={health.state === "down" ? "red" : "amber"}>{health.detail}</Notice>
      ) : null}
      {health.state === "down" ? null : (
        <>
          <RepositoryCount registry={registry.name} />
          <ReadingProgress registry={registry.name} />
          <CapabilityList capabilities={registry.capabilities} />
        </>
      )}
      <p className="mt-auto flex flex-wrap justify-between gap-x-4 text-faint text-sm">
        <span>{t.rich("checked", { time: () => <Timestamp value={health.checkedAt} missing={t("never")} /> })}</span>
        <Link
          href={pagePaths.doctor(registry.name)}
          aria-describedby={`registry-${registry.name}`}
          className="rounded text-accent hover:underline"
        >
          {t("doctor")}
        </Link>
      </p>
    </Panel>
  );
}
