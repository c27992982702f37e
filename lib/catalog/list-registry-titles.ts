import "server-only";
import { registriesInSight } from "@/lib/access/see";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { getConfig } from "@/lib/config/config";

export type RegistryTitle = {
  name: string;
  title: string;
  pullHost: string;
  /** Pulls go to the configured address itself, and that is plain HTTP. */
  plainHttp: boolean;
};

/** Returns the registries that the actor sees something of, without asking any of them, for the frame of every page. */
export function listRegistryTitles(actor: Actor | null): RegistryTitle[] {
  authorize(actor, "registry:read");
  const seen = new Set(registriesInSight(actor));
  const registries = getConfig().registries.filter(({ name }) => seen.has(name));
  return registries.map(({ name, title, pullHost, url }) => ({
    name,
    title,
    pullHost,
    plainHttp: url.startsWith("http:") && sameHost(new URL(url).host, pullHost.split("/")[0] ?? ""),
  }));
}

function sameHost(one: string, other: string): boolean {
  const named = (host: string) => host.replace(/^(?:127\.0\.0\.1|\[::1\])(?=:|$)/, "localhost");
  return named(one) === named(other);
}
