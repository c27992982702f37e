import { notFound } from "next/navigation";
import type { Actor } from "@/lib/auth/actor";
import { listRegistryTitles, type RegistryTitle } from "@/lib/catalog/list-registry-titles";

/** The registry of the page's address; a page that does not exist where there is no such registry. */
export function getPageRegistry(actor: Actor, name: string): RegistryTitle {
  return listRegistryTitles(actor).find((registry) => registry.name === name) ?? notFound();
}
