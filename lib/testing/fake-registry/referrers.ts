import { ociIndex } from "@/lib/oci/media-type";
import { type FakeAnswer, json, registryError, textError } from "./exchange";
import type { RouteMatch } from "./fake";

type Loose = {
  artifactType?: string;
  config?: { mediaType: string };
  annotations?: Record<string, string>;
  subject?: { digest: string };
};

export function answerReferrers({ fake, request, repository, reference }: RouteMatch): FakeAnswer {
  if (fake.family.referrers === "none") return textError(404, "404 page not found");
  const stored = fake.store.repositories.get(repository);
  if (fake.family.referrers === "known-subject-only" && !stored?.manifests.has(reference)) {
    return registryError(400, "MANIFEST_INVALID");
  }
  const wanted = request.query.get("artifactType");
  const manifests = [...(stored?.manifests ?? [])].flatMap(([digest, { bytes, mediaType }]) => {
    const manifest = looseManifest(bytes);
    if (manifest?.subject?.digest !== reference) return [];
    const artifactType = manifest.artifactType ?? manifest.config?.mediaType;
    if (wanted !== null && artifactType !== wanted) return [];
    return [{ mediaType, digest, size: bytes.length, artifactType, annotations: manifest.annotations }];
  });
  return json(
    200,
    { schemaVersion: 2, mediaType: ociIndex, manifests },
    { "content-type": ociIndex, ...(wanted !== null && { "oci-filters-applied": "artifactType" }) },
  );
}

function looseManifest(bytes: Buffer): Loose | null {
  try {
    return JSON.parse(bytes.toString()) as Loose;
  } catch {
    return null;
  }
}
