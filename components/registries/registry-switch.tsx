"use client";

import { useQuery } from "@tanstack/react-query";
import { Check, ChevronsUpDown } from "lucide-react";
import { useParams, useSearchParams, useSelectedLayoutSegments } from "next/navigation";
import { useTranslations } from "next-intl";
import { Link } from "@/components/ui/link";
import { Popover } from "@/components/ui/overlay/popover";
import { pagePaths } from "@/lib/contract/paths";
import type { Registry } from "@/lib/contract/registries";
import { HealthDot } from "./health-dot";
import { registriesQuery } from "./registries-queries";

const boxClass =
  "mb-3 flex min-h-12 w-full shrink-0 items-center gap-2 rounded-lg border border-line-strong bg-panel px-2.25 py-1 text-left " +
  "@max-[8rem]:min-h-8 @max-[8rem]:justify-center";

/** The registry the page is about, and a menu that switches to another one. */
export function RegistrySwitch() {
  const t = useTranslations("frame");
  const { data: registries = [] } = useQuery(registriesQuery());
  const params = useParams<{ registry?: string }>();
  const query = useSearchParams();
  const segments = useSelectedLayoutSegments();
  const named = params.registry ?? query.get("registry");
  const current = registries.find((registry) => registry.name === named) ?? registries[0];
  if (!current) return <div className={boxClass} />;
  const name = <RegistryName registry={current} textClassName="@max-[8rem]:sr-only" />;
  if (registries.length === 1) return <div className={boxClass}>{name}</div>;

  const hrefOf = segments.includes("garbage-collection")
    ? pagePaths.garbageCollection
    : segments[0] === "storage"
      ? pagePaths.storage
      : segments[0] === "doctor"
        ? pagePaths.doctor
        : pagePaths.registry;
  const trigger = (
    <>
      {name}
      <span className="sr-only">{t("switch")}</span>
      <ChevronsUpDown className="ml-auto size-3.5 shrink-0 text-faint @max-[8rem]:hidden" aria-hidden />
    </>
  );
  return (
    <Popover label={t("switch")} side="below" className="w-72" triggerClassName={boxClass} trigger={trigger}>
      {registries.map((registry) => (
        <Link
          key={registry.name}
          href={hrefOf(registry.name)}
          aria-current={registry === current ? "true" : undefined}
          className="flex items-center gap-2 rounded-md px-2 py-1.5 -outline-offset-2 hover:bg-sunken"
        >
          <RegistryName registry={registry} />
          {registry === current ? <Check className="ml-auto size-4 shrink-0 text-accent" aria-hidden /> : null}
        </Link>
      ))}
    </Popover>
  );
}

function RegistryName({ registry, textClassName = "" }: { registry: Registry; textClassName?: string }) {
  return (
    <>
      <HealthDot health={registry.health} />
      <span className={`min-w-0 ${textClassName}`}>
        <span className="block truncate font-[550]">{registry.title}</span>
        <span className="block truncate text-muted text-xs" title={registry.url}>
          {registry.pullHost}
        </span>
      </span>
    </>
  );
}
