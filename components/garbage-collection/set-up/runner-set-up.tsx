"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { CommandLine } from "@/components/ui/command-line";
import { Panel } from "@/components/ui/panel";
import { Segmented } from "@/components/ui/segmented";
import type { Collector } from "@/lib/contract/garbage-collection";
import { GuideField } from "./guide-field";
import { mistakeIn } from "./guide-mistakes";
import type { NamedRegistry } from "./runner-lines";
import { fieldsOf, guideTo, likelyPlace, type Place, places } from "./set-up-guides";

/** Returns whether a service collects and performs the steps by itself. */
const isService = (place: Place) => place === "harbor" || place === "webhook";

/** How to let the console collect a registry that it did not start. */
export function RunnerSetUp({ collector }: { collector: Collector }) {
  const t = useTranslations("garbageCollection.setUp");
  const [place, setPlace] = useState(likelyPlace(collector.software));
  return (
    <Panel className="mb-4.5 p-5" aria-labelledby="runner-set-up">
      <h2 id="runner-set-up" className="font-semibold text-lg">
        {t("title")}
      </h2>
      <p className="mt-1 mb-4 max-w-3xl text-muted">{t(`why.${isService(place) ? place : "steps"}`)}</p>
      <Segmented
        label={t("place")}
        value={place}
        onValueChange={setPlace}
        segments={places.map((value) => ({ value, label: t(`places.${value}`) }))}
      />
      <Guide key={place} place={place} registry={{ name: collector.registry, url: collector.url }} />
    </Panel>
  );
}

/** The same lines for a runner that is already set up, for reference. */
export function SetUpLines({ collector }: { collector: Collector }) {
  const t = useTranslations("garbageCollection.setUp");
  const place = places.find((known) => known === collector.runner);
  if (!place) return null;
  return (
    <div className="mt-3.5 border-line border-t pt-3.5">
      <p className="max-w-3xl text-muted">{t("linesWhy")}</p>
      <Guide place={place} registry={{ name: collector.registry, url: collector.url }} />
    </div>
  );
}

function Guide({ place, registry }: { place: Place; registry: NamedRegistry }) {
  const t = useTranslations("garbageCollection.setUp");
  const fields = fieldsOf(place);
  const [values, setValues] = useState(() => Object.fromEntries(fields.map(([name, { initial }]) => [name, initial])));
  const isAsked = ([, field]: (typeof fields)[number]) => field.isAsked?.(values) ?? true;
  const isWrong = fields.filter(isAsked).some(([name]) => mistakeIn(name, values[name] ?? "") !== null);
  return (
    <>
      <div className="mt-5 grid max-w-5xl items-start gap-x-6 gap-y-4 sm:grid-cols-2 lg:grid-cols-3">
        {fields.filter(isAsked).map(([name, field]) => (
          <GuideField
            key={name}
            name={name}
            field={field}
            value={values[name] ?? ""}
            onValueChange={(value) => setValues((before) => ({ ...before, [name]: value }))}
          />
        ))}
      </div>
      {isWrong ? <p className="mt-5 text-red">{t("wrong")}</p> : null}
      <ol className="mt-5 flex max-w-5xl list-decimal flex-col gap-4 pl-5 marker:text-faint">
        {guideTo(place, registry, values).map(({ text, lines }) => (
          <li key={text} className="pl-1">
            <p className="max-w-3xl">{t(`steps.${text}`)}</p>
            {lines && !isWrong ? <CommandLine value={lines} className="mt-1.5" /> : null}
          </li>
        ))}
        <li className="pl-1">
          <p>{t("restart")}</p>
        </li>
        <li className="pl-1">
          <p>{t(isService(place) ? "check.service" : "check.steps")}</p>
        </li>
      </ol>
    </>
  );
}
