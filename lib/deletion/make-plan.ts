import "server-only";
import { findBlobSizes, findBlobsUsedBeside } from "@/lib/catalog/blob-store";
import type { StoredManifest } from "@/lib/catalog/read-manifest";
import type { Deletion } from "@/lib/contract/deletion";
import { findClaim } from "@/lib/jobs/registry-turns";
import { storedBlobs } from "@/lib/oci/manifest";
import type { RegistryConnection } from "@/lib/registry/connection";
import { getCapabilities } from "@/lib/registry/get-capabilities";
import { chooseMethod } from "./choose-method";
import { findFreeChildren, findReadable } from "./find-free-children";
import { isUnused, readGraph, type Usage, usageOf } from "./gather-usage";
import { repositoryView } from "./repository-view";

/**
 * What removing the tag takes, decided on readings not older than `maxAgeMs`, and with `probeAnew` on what the
 * registry can do at this moment. Where anything in the repository can't be read, nothing is called unused and the
 * manifest stays. Throws where the tag or the list of tags can't be read.
 */
export async function makePlan(
  connection: RegistryConnection,
  repository: string,
  { tag, digest }: { tag: string; digest: string },
  { maxAgeMs, probeAnew }: { maxAgeMs: number; probeAnew: boolean },
): Promise<Deletion> {
  const view = repositoryView(connection, repository);
  const [graph, capabilities] = await Promise.all([
    readGraph(view, maxAgeMs),
    getCapabilities(connection, { repository, refresh: probeAnew }),
  ]);
  const except = new Set([tag]);
  const usage = await usageOf(view, graph, digest, except);
  const manifest = await findReadable(connection, repository, digest);
  const method = chooseMethod(manifest !== null && graph.complete && isUnused(usage), capabilities);
  const children = method === "manifest" && manifest ? await findFreeChildren(view, graph, except, manifest) : [];
  return {
    tag,
    digest,
    method: method ?? "tag",
    alsoRemoved: [],
    children: children.map((child) => child.digest),
    ...describeUsage(usage),
    unreadTags: graph.unreadTags,
    reclaimableBytes: method === "manifest" && manifest ? await reclaimable([manifest, ...children]) : 0,
    restorable: manifest !== null,
    blockedBy: blockedBy(findClaim(connection.config.name) ?? capabilities.deleteBlockedBy, method, manifest !== null),
  };
}

function describeUsage({ tags, indexes, referrers }: Usage): Pick<Deletion, "keptTags" | "keptFor" | "referrers"> {
  return { keptTags: tags, keptFor: indexes, referrers };
}

function blockedBy(
  refusal: { code: string; detail: string } | null,
  method: Deletion["method"] | null,
  readable: boolean,
): Deletion["blockedBy"] {
  if (refusal) return { type: `/problems/${refusal.code}`, detail: refusal.detail };
  if (method === null)
    return { type: "/problems/deletion-disabled", detail: "This registry offers no way to delete a tag." };
  if (method === "untag" && !readable)
    return {
      type: "/problems/manifest-unsupported",
      detail:
        "The manifest can't be read, so it could not be put back if something went wrong half-way. Delete it by its digest with a registry tool.",
    };
  return null;
}

// As far as the console has read: a layer that only a repository nobody looked at shares counts as reclaimable.
async function reclaimable(manifests: StoredManifest[]): Promise<number> {
  const digests = manifests.map((manifest) => manifest.digest);
  const blobs = manifests.flatMap(({ parsed }) => (parsed.type === "manifest" ? storedBlobs(parsed) : []));
  const candidates = [...new Set(blobs.map((blob) => blob.digest))];
  const used = await findBlobsUsedBeside(digests, candidates);
  const sizes = await findBlobSizes(candidates.filter((digest) => !used.has(digest)));
  const manifestBytes = manifests.reduce((sum, manifest) => sum + manifest.bytes.length, 0);
  return [...sizes.values()].reduce((sum, size) => sum + size, manifestBytes);
}
