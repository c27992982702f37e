import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { getConfig } from "@/lib/config/config";

/** The registries of the configuration by name, title and pull host, without asking any of them: what every page's frame needs. */
export function listRegistryTitles(actor: Actor | null): { name: string; title: string; pullHost: string }[] {
  authorize(actor, "registry:read");
  return getConfig().registries.map(({ name, title, pullHost }) => ({ name, title, pullHost }));
}
