import { afterEach, expect, test } from "vitest";
import { ociIndex } from "@/lib/oci/media-type";
import { anArtifact, anImage, anIndex, type FakeManifest } from "@/lib/testing/factories";
import { type FakeRegistry, startFakeRegistry } from "@/lib/testing/fake-registry";
import { admin, aRegistryConfig, openTestConsole } from "@/lib/testing/test-console";
import { listReferrers } from "./list-referrers";

const closers: (() => Promise<void>)[] = [];

async function open(): Promise<FakeRegistry> {
  const registry = await startFakeRegistry();
  closers.push(registry.close, await openTestConsole([aRegistryConfig(registry.url)]));
  return registry;
}

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const tagOf = ({ digest }: FakeManifest) => digest.replace(":", "-");
const referrersOf = async ({ digest }: FakeManifest) => (await listReferrers(admin, "local", "app", digest)).items;

test("a fallback tag that names the subject itself gives no referrers", async () => {
  const registry = await open();
  const index = anIndex([anImage(), anImage()]);
  registry.push("app", "1.0", index);
  registry.push("app", tagOf(index), index);
  expect(await referrersOf(index)).toEqual([]);
});

test("a fallback tag that lists the subject's own children, or what refers to something else, gives none of these", async () => {
  const registry = await open();
  const child = anImage();
  const index = anIndex([child]);
  const other = anArtifact({ artifactType: "application/spdx+json", subject: child });
  const own = anArtifact({ artifactType: "application/spdx+json", subject: index, annotations: { own: "yes" } });
  registry.push("app", "1.0", index);
  registry.push("app", tagOf(index), anIndex([child, { manifest: other }, { manifest: own }, { manifest: anImage() }]));
  expect((await referrersOf(index)).map(({ digest }) => digest)).toEqual([own.digest]);
});

test("a fallback tag for which the registry answers with the digest itself gives none", async () => {
  const registry = await open();
  const index = anIndex([anImage(), anImage()]);
  registry.push("app", "1.0", index);
  registry.options.intercept = ({ path }) =>
    path.endsWith(`/manifests/${tagOf(index)}`)
      ? {
          status: 200,
          headers: { "content-type": ociIndex, "docker-content-digest": index.digest },
          body: index.bytes,
        }
      : undefined;
  expect(await referrersOf(index)).toEqual([]);
});
