import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { getRepositoryTable } from "@/lib/catalog/lists/repository-table";
import type { RegistryConfig } from "@/lib/config/registry-config";
import { listRegistrySettings } from "@/lib/notifications/list-registry-settings";
import { findIndexedRegistry } from "@/lib/registry-index/tags/indexed-registry-store";
import { judgeCatalog, judgeTagLists } from "./judge-catalog";
import { judgeNotifications } from "./judge-notifications";
import type { Judgement } from "./judgement";

/**
 * Judges what the registry reports to the console: its repositories, their tags, and its notifications. Asks no
 * registry.
 */
export async function lookAtReports(actor: Actor, config: RegistryConfig): Promise<Judgement[]> {
  const [index, { repositories }, settings] = await Promise.all([
    findIndexedRegistry(config.name),
    getRepositoryTable(config.name),
    listRegistrySettings(actor),
  ]);
  const notifications = settings.find(({ name }) => name === config.name)?.notifications;
  return [
    judgeCatalog(config, index, repositories.length),
    judgeTagLists(repositories, { isCatalogRead: index?.catalog_at != null }),
    ...(notifications ? [judgeNotifications(notifications, Date.now())] : []),
  ];
}
