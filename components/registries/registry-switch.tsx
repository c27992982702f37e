"use client";

import { useQuery } from "@tanstack/react-query";
import { Check, ChevronsUpDown } from "lucide-react";
import Link from "next/link";
import { useParams, useSearchParams, useSelectedLayoutSegments } from "next/navigation";
import { useTranslations } from "next-intl";
import { DropdownMenu } from "radix-ui";
import { pagePaths } from "@/lib/contract/paths";
import type { Registry } from "@/lib/contract/registries";
import { HealthDot } from "./health-dot";
import { registriesQuery } from "./registries-queries";

const boxClass =
  "mb-3 flex min-h-12 w-full items-center gap-2 rounded-lg border border-line-strong bg-panel px-2.25 py-1 text-left " +
  "@max-[8rem]:min-h-8 @max-[8rem]:justify-center";

/** The registry the page is about, and the way to another one. */
export function RegistrySwitch() {
  const t = useTranslations("frame");
  const { data: registries = [] } = useQuery(registriesQuery());
  const params = useParams<{ registry?: string }>();
  const query = useSearchParams();
  const collecting = useSelectedLayoutSegments().includes("garbage-collection");
  const named = params.registry ?? query.get("registry");
  const current = registries.find((registry) => registry.name === named) ?? registries[0];
  if (!current) return <div className={boxClass} />;
  if (registries.length === 1) {
    return (
      <div className={boxClass}>
        <RegistryName registry={current} />
      </div>
    );
  }

  const hrefOf = (name: string) => (collecting ? pagePaths.garbageCollection(name) : pagePaths.registry(name));
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className={boxClass}>
        <RegistryName registry={current} />
        <span className="sr-only">{t("switch")}</span>
        <ChevronsUpDown className="ml-auto size-3.5 shrink-0 text-faint @max-[8rem]:hidden" aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="start"
          sideOffset={4}
          className="z-50 max-h-[70dvh] min-w-53 max-w-80 animate-appear overflow-y-auto rounded-lg bg-panel p-1 shadow-float"
        >
          {registries.map((registry) => (
            <DropdownMenu.Item key={registry.name} asChild>
              <Link
                href={hrefOf(registry.name)}
                className="flex items-center gap-2 rounded-md px-2 py-1.5 outline-none data-highlighted:bg-sunken"
              >
                <RegistryName registry={registry} wide />
                {registry === current ? <Check className="ml-auto size-4 shrink-0 text-accent" aria-hidden /> : null}
              </Link>
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function RegistryName({ registry, wide }: { registry: Registry; wide?: boolean }) {
  return (
    <>
      <HealthDot health={registry.health} />
      <span className={wide ? "min-w-0" : "min-w-0 @max-[8rem]:sr-only"}>
        <span className="block truncate font-[550]">{registry.title}</span>
        <span className="block truncate text-muted text-xs" title={registry.url}>
          {registry.pullHost}
        </span>
      </span>
    </>
  );
}
