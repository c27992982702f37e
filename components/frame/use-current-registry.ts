"use client";

import { useParams, useSearchParams } from "next/navigation";
import type { FrameRegistry } from "./frame-registry";

/**
 * Returns the registry the page is about: the one in its path, else in its query, else the first of the configuration.
 */
export function useCurrentRegistry(registries: readonly FrameRegistry[]): FrameRegistry | undefined {
  const params = useParams<{ registry?: string }>();
  const query = useSearchParams();
  const named = params.registry ?? query.get("registry");
  return registries.find((registry) => registry.name === named) ?? registries[0];
}
