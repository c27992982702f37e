"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CommandLine } from "@/components/ui/command-line";
import type { RegistrySettings } from "@/lib/contract/registry-settings";
import { notificationLines } from "./notification-lines";

type NotificationSetUpProps = { notifications: RegistrySettings["notifications"] };

/** How to make the registry report events; folded once it does. */
export function NotificationSetUp({ notifications }: NotificationSetUpProps) {
  const t = useTranslations("settings.registries");
  const { setUp, heardAt } = notifications;
  if (setUp === "console") return <p className="text-muted">{t(heardAt === null ? "ownWaiting" : "own")}</p>;
  if (setUp === "unreachable") return <p className="max-w-3xl text-muted">{t("containerUnreachable")}</p>;
  if (heardAt === null) return <Steps notifications={notifications} />;
  return (
    <details>
      <summary className="w-fit cursor-pointer rounded text-muted hover:text-text">{t("showSteps")}</summary>
      <div className="mt-3">
        <Steps notifications={notifications} />
      </div>
    </details>
  );
}

function Steps({ notifications: { url, secret } }: NotificationSetUpProps) {
  const t = useTranslations("settings.registries.steps");
  if (secret === null) return <p className="text-muted">{t("adminOnly")}</p>;
  const path = (chunks: ReactNode) => <code className="mono wrap-anywhere">{chunks}</code>;
  return (
    <ol className="flex max-w-5xl list-decimal flex-col gap-3 pl-5 marker:text-muted">
      <li>
        <p className="mb-1.5">{t.rich("lines", { path })}</p>
        <CommandLine value={notificationLines(url, secret)} />
        <p className="mt-1.5 text-muted text-sm">{t.rich("reach", { path, url })}</p>
      </li>
      <li>{t("restart")}</li>
      <li>{t("first")}</li>
    </ol>
  );
}
