"use client";

import { useParams, useSelectedLayoutSegments } from "next/navigation";
import { useTranslations } from "next-intl";
import { pagePaths } from "@/lib/contract/paths";
import { shortDigest } from "@/lib/oci/digest";
import type { FrameRegistry } from "./frame-registry";
import { useCurrentRegistry } from "./use-current-registry";

export type Crumb = { text: string; href?: string; separator?: "/" | ":" | "@" };

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function repositoryCrumbs(registry: string, repository: string): Crumb[] {
  const parts = repository.split("/");
  return parts.map((part, index) => {
    const path = parts.slice(0, index + 1).join("/");
    const last = index === parts.length - 1;
    return {
      text: part,
      href: last ? pagePaths.repository(registry, path) : pagePaths.registry(registry, { query: `${path}/` }),
    };
  });
}

/** Returns where the page is, from the registry down. The last crumb is the page itself. */
export function useCrumbs(registries: readonly FrameRegistry[]): Crumb[] {
  const t = useTranslations("frame");
  const params = useParams<Record<"registry" | "repository" | "tag" | "digest", string | undefined>>();
  const segments = useSelectedLayoutSegments();
  const registry = useCurrentRegistry(registries);
  const home: Crumb[] = registry ? [{ text: registry.title, href: pagePaths.registry(registry.name) }] : [];

  if (segments.includes("garbage-collection")) {
    return [...home, { text: t("cleanUp") }, { text: t("garbageCollection") }];
  }
  if (segments.includes("stale")) return [...home, { text: t("cleanUp") }, { text: t("stale") }];
  if (segments.includes("policies"))
    return [...home, { text: t("cleanUp") }, { text: t("policies"), href: pagePaths.policies() }];
  if (segments.includes("trash")) return [...home, { text: t("cleanUp") }, { text: t("trash") }];
  if (segments.includes("deletions"))
    return [...home, { text: t("cleanUp") }, { text: t("trash"), href: pagePaths.trash() }, { text: t("deletion") }];
  if (segments.includes("access")) return [{ text: t("access") }];
  if (segments[0] === "settings") return [{ text: t("settings") }, { text: t("registries") }];
  if (segments[0] === "api-reference") return [{ text: t("apiReference") }];
  if (segments[0] === "storage") return [...home, { text: t("storage") }];
  if (segments[0] === "doctor") return [...home, { text: t("doctor") }];
  if (segments[0] !== "r" || !registry) return [{ text: t("overview") }];
  if (params.registry !== registry.name) return [{ text: params.registry ?? "" }];
  if (!params.repository) return [...home, { text: t("repositories") }];

  const crumbs = [...home, ...repositoryCrumbs(registry.name, decode(params.repository))];
  if (params.tag) crumbs.push({ text: decode(params.tag), separator: ":" });
  if (params.digest) crumbs.push({ text: shortDigest(decode(params.digest)), separator: "@" });
  return crumbs;
}
