import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { findIndexedRegistry } from "@/lib/catalog/indexed-registry-store";
import { getRepositoryTable } from "@/lib/catalog/repository-table";
import type { RegistryConfig } from "@/lib/config/registry-config";
import { listRegistrySettings } from "@/lib/notifications/list-registry-settings";
import { judgeCatalog, judgeTagLists } from "./judge-catalog";
import { judgeNotifications } from "./judge-notifications";
import type { Judgement } from "./judgement";

/** What the registry tells the console: its repositories, their tags, and what happens. Asks no registry. */
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
