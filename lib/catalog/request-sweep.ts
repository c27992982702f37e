import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { getConnection } from "@/lib/registry/connection";
import { announceToIndex } from "@/lib/registry-index/records/index-announcements";

/** Asks the index to look at everything of a registry again, soon. Throws `registry-not-found`. */
export function requestSweep(actor: Actor | null, registry: string): void {
  authorize(actor, "registry:sweep", { registry });
  getConnection(registry);
  announceToIndex("sweep", { registry });
}
