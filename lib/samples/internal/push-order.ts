import "server-only";
import type { Sample, SampleBlob, SampleManifest } from "./sample";

export type Push = { reference: string; manifest: SampleManifest };

/** Returns every blob of the repository, each once. */
export function sampleBlobs(sample: Sample): SampleBlob[] {
  const blobs = everyManifest(sample).flatMap((manifest) => manifest.blobs);
  return [...new Map(blobs.map((blob) => [blob.digest, blob])).values()];
}

/** Returns the manifests in waves: a registry accepts an image index only when its children exist. */
export function pushWaves(sample: Sample): Push[][] {
  const tags = Map.groupBy(sample.tags, ([, manifest]) => manifest.digest);
  const waves: Push[][] = [];
  for (const manifest of everyManifest(sample)) {
    const references = tags.get(manifest.digest)?.map(([tag]) => tag) ?? [manifest.digest];
    const wave = height(manifest);
    waves[wave] = [...(waves[wave] ?? []), ...references.map((reference) => ({ reference, manifest }))];
  }
  return waves;
}

function everyManifest(sample: Sample): SampleManifest[] {
  const roots = [...sample.tags.map(([, manifest]) => manifest), ...(sample.untagged ?? [])];
  const all = roots.flatMap(withChildren);
  return [...new Map(all.map((manifest) => [manifest.digest, manifest])).values()];
}

function withChildren(manifest: SampleManifest): SampleManifest[] {
  return [...manifest.children.flatMap(withChildren), manifest];
}

function height({ children }: SampleManifest): number {
  return children.length === 0 ? 0 : 1 + Math.max(...children.map(height));
}
