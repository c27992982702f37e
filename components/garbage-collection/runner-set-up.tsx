"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { CommandLine } from "@/components/ui/command-line";
import { Panel } from "@/components/ui/panel";
import { Segmented } from "@/components/ui/segmented";
import { composeRunner, composeService, kubernetesRole, kubernetesRunner } from "./runner-lines";

const places = ["compose", "kubernetes"] as const;
type Place = (typeof places)[number];

/** How to let the console run the collector of a registry that it did not start. */
export function RunnerSetUp({ registry }: { registry: string }) {
  const t = useTranslations("garbageCollection.setUp");
  const [place, setPlace] = useState<Place>("compose");
  return (
    <Panel className="mb-4.5 p-5" aria-labelledby="runner-set-up">
      <h2 id="runner-set-up" className="font-semibold text-lg">
        {t("title")}
      </h2>
      <p className="mt-1 mb-4 max-w-3xl text-muted">{t("why")}</p>
      <Segmented
        label={t("place")}
        value={place}
        onValueChange={setPlace}
        segments={places.map((value) => ({ value, label: t(value) }))}
      />
      <ol className="mt-4 flex max-w-5xl flex-col gap-4">
        {place === "compose" ? (
          <>
            <Step text={t("composeSwitch")} lines={composeService} />
            <Step text={t("runner")} lines={composeRunner(registry)} />
            <Step text={t("composeAccess")} />
          </>
        ) : (
          <>
            <Step text={t("runner")} lines={kubernetesRunner(registry)} />
            <Step text={t("kubernetesRole")} lines={kubernetesRole} />
          </>
        )}
        <Step text={t("restart")} />
      </ol>
      <p className="mt-4 text-muted text-sm">{t("version2")}</p>
    </Panel>
  );
}

function Step({ text, lines }: { text: ReactNode; lines?: string }) {
  return (
    <li className="flex flex-col gap-1.5">
      <p>{text}</p>
      {lines ? <CommandLine value={lines} /> : null}
    </li>
  );
}
