import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isAppError } from "@/lib/errors/app-error";
import { fallbackTag } from "@/lib/oci/referrer-tags";
import { connectTo, type RegistryConnection } from "@/lib/registry/connection";
import { findManifest } from "@/lib/registry/find-manifest";
import { findReferrers } from "@/lib/registry/find-referrers";
import { listRepositories } from "@/lib/registry/list-repositories";
import { listTags } from "@/lib/registry/list-tags";
import { type FakeRegistry, startFakeRegistry } from "@/lib/testing/fake-registry";
import { aRegistryConfig } from "@/lib/testing/test-console";
import { isEmptyRegistry } from "./is-empty-registry";
import { sampleRepositories } from "./sample-repositories";
import { seedSamples } from "./seed-samples";

describe.each(["distribution-2.8", "distribution-3.1"] as const)("on %s", (family) => {
  let registry: FakeRegistry;
  let connection: RegistryConnection;

  beforeEach(async () => {
    registry = await startFakeRegistry({ family });
    connection = connectTo(aRegistryConfig(registry.url));
  });

  afterEach(async () => {
    await connection.close();
    await registry.close();
  });

  test("an empty registry has every sample afterwards, and is no longer empty", async () => {
    expect(await isEmptyRegistry(connection)).toBe(true);
    await seedSamples(connection);
    expect(await isEmptyRegistry(connection)).toBe(false);
    const { names } = await listRepositories(connection);
    expect(names.sort()).toEqual(
      sampleRepositories()
        .map((sample) => sample.repository)
        .sort(),
    );
    for (const { repository, tags } of sampleRepositories())
      expect((await listTags(connection, repository)).tags.sort()).toEqual(tags.map(([tag]) => tag).sort());
  });

  test("one platform of an image is missing, and one manifest has no tag", async () => {
    await seedSamples(connection);
    const index = await findManifest(connection, "platform/team/ingest", "7");
    const children: { digest: string }[] = JSON.parse(index?.bytes.toString() ?? "{}").manifests;
    const found = await Promise.all(
      children.map(({ digest }) => findManifest(connection, "platform/team/ingest", digest)),
    );
    expect(found.map((manifest) => manifest !== null)).toEqual([true, false]);
    const [untagged] = sampleRepositories().flatMap((sample) => sample.untagged ?? []);
    expect(await findManifest(connection, "sandbox/experiments", untagged?.digest ?? "")).not.toBeNull();
  });

  test("the SBOM is found at its image", async () => {
    await seedSamples(connection);
    const image = await findManifest(connection, "platform/gateway", "3.2.0");
    const { descriptors } = await findReferrers(connection, "platform/gateway", image?.digest ?? "");
    expect(descriptors.map(({ artifactType }) => artifactType)).toContain("application/spdx+json");
    expect((await listTags(connection, "platform/gateway")).tags).toContain(fallbackTag(image?.digest ?? ""));
  });
});

test("a registry that can't be asked is an error, not an empty one", async () => {
  const registry = await startFakeRegistry();
  await registry.close();
  const connection = connectTo(aRegistryConfig(registry.url));
  const failure = await isEmptyRegistry(connection).catch((error: unknown) => error);
  await connection.close();
  expect(isAppError(failure, "registry-unreachable")).toBe(true);
});
