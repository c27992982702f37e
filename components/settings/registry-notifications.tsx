"use client";

import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { StatRow } from "@/components/ui/stat-row";
import { Timestamp } from "@/components/ui/timestamp";
import { useNow } from "@/components/ui/use-now";
import type { RegistrySettings } from "@/lib/contract/registry-settings";
import { formatCount } from "@/lib/format/count";
import { NotificationSetUp } from "./notification-set-up";

// A registry that nobody uses has no events to report; one that can no longer reach the console looks the same.
const quietMs = 24 * 60 * 60_000;

type Notifications = RegistrySettings["notifications"];

/** Whether a registry reports its events to the console, and what to do if it doesn't. */
export function RegistryNotifications({ registry }: { registry: RegistrySettings }) {
  const t = useTranslations("settings.registries");
  const { name, title, url, notifications } = registry;
  const { heardAt, eventsLastDay, setUp } = notifications;
  const id = `settings-${name}`;
  return (
    <Panel className="p-5" aria-labelledby={id}>
      <div className="mb-4 flex flex-wrap items-start gap-x-3 gap-y-2">
        <div className="min-w-0 flex-1 basis-60">
          <h2 id={id} className="truncate font-semibold text-lg">
            {title}
          </h2>
          <p className="mono truncate text-muted" title={url}>
            {url}
          </p>
        </div>
        <StateBadge notifications={notifications} />
      </div>
      {setUp === "unreachable" && heardAt === null ? null : (
        <StatRow
          stats={[
            {
              label: t("lastEvent"),
              value: <Timestamp value={heardAt} missing={t("never")} />,
              note: t("lastEventNote"),
            },
            { label: t("lastDay"), value: formatCount(eventsLastDay), note: t("lastDayNote") },
          ]}
        />
      )}
      <Refused notifications={notifications} />
      <NotificationSetUp notifications={notifications} />
    </Panel>
  );
}

function StateBadge({ notifications: { heardAt, setUp } }: { notifications: Notifications }) {
  const t = useTranslations("settings.registries.states");
  const nowMs = useNow();
  if (heardAt !== null && nowMs - Date.parse(heardAt) > quietMs) return <Badge>{t("quiet")}</Badge>;
  if (heardAt !== null) return <Badge tone="green">{t("arriving")}</Badge>;
  if (setUp === "unreachable") return <Badge tone="amber">{t("unreachable")}</Badge>;
  return <Badge>{t("waiting")}</Badge>;
}

/** Shown only while it is news: a registry that was fixed since has reported an event later. */
function Refused({ notifications: { heardAt, refusedAt } }: { notifications: Notifications }) {
  const t = useTranslations("settings.registries");
  if (refusedAt === null || (heardAt !== null && heardAt > refusedAt)) return null;
  return (
    <Notice tone="amber" title={t("refusedTitle")} className="mb-4.5">
      {t.rich("refused", { time: () => <Timestamp value={refusedAt} /> })}
    </Notice>
  );
}
