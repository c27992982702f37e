import "server-only";
import type { RegistryConnection } from "@/lib/registry/connection";
import { deleteManifest } from "@/lib/registry/delete-manifest";
import { pushBlob } from "@/lib/registry/push-blob";
import { putManifest } from "@/lib/registry/put-manifest";
import { pushWaves, sampleBlobs } from "./internal/push-order";
import type { Sample } from "./internal/sample";
import { sampleRepositories } from "./sample-repositories";

/** Fills an empty registry with the sample repositories. Repeating it changes nothing. */
export async function seedSamples(connection: RegistryConnection): Promise<void> {
  await Promise.all(sampleRepositories().map((sample) => push(connection, sample)));
}

async function push(connection: RegistryConnection, sample: Sample): Promise<void> {
  const { repository } = sample;
  await Promise.all(sampleBlobs(sample).map(({ bytes }) => pushBlob(connection, repository, bytes)));
  for (const wave of pushWaves(sample))
    await Promise.all(wave.map(({ reference, manifest }) => putManifest(connection, repository, reference, manifest)));
  for (const { digest } of sample.removed ?? []) await deleteManifest(connection, repository, digest);
}
