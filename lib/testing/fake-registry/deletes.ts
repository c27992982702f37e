import { isDigest } from "@/lib/oci/digest";
import { type FakeAnswer, registryError } from "./exchange";
import type { RouteMatch } from "./fake";

export function deleteManifest(match: RouteMatch): FakeAnswer {
  const { fake, repository, reference } = match;
  const { family, options, store } = fake;
  if (options.pullThrough) return registryError(405, "UNSUPPORTED");
  const byTag = !isDigest(reference);
  const refused = options.deletes === false && !(byTag && family.tagDeleteIgnoresSwitch);
  if (refused) return registryError(405, "UNSUPPORTED");
  if (byTag) return deleteTag(match);
  if (!store.repositories.has(repository)) {
    const [status, code] = family.deleteInUnknownRepository;
    return registryError(status, code);
  }
  if (family.keepsIndexChildren && isIndexChild(match)) return registryError(405, "DENIED");
  return store.removeManifest(repository, reference) ? { status: 202 } : registryError(404, "MANIFEST_UNKNOWN");
}

function deleteTag({ fake, repository, reference }: RouteMatch): FakeAnswer {
  const { tagDelete } = fake.family;
  if (tagDelete === "digest-invalid") return registryError(400, "DIGEST_INVALID");
  if (tagDelete === "unsupported") return registryError(400, "UNSUPPORTED");
  const removed = fake.store.repositories.get(repository)?.tags.delete(reference);
  return removed ? { status: 202 } : registryError(404, "MANIFEST_UNKNOWN", `unknown tag=${reference}`);
}

function isIndexChild({ fake, repository, reference }: RouteMatch): boolean {
  const manifests = fake.store.repositories.get(repository)?.manifests.values() ?? [];
  return [...manifests].some(({ bytes, mediaType }) => /index|list/.test(mediaType) && bytes.includes(reference));
}
