import { notFound } from "next/navigation";
import type { Actor } from "@/lib/auth/actor";
import { listRegistryTitles, type RegistryTitle } from "@/lib/catalog/list-registry-titles";

/** Returns the registry of the page's address. Throws Next's not-found error if there is no such registry. */
export function getPageRegistry(actor: Actor, name: string): RegistryTitle {
  return listRegistryTitles(actor).find((registry) => registry.name === name) ?? notFound();
}
