import { expect, onTestFinished, test } from "vitest";
import { database } from "@/lib/db/database";
import { getConnection } from "@/lib/registry/connection";
import { findKnownTags } from "@/lib/registry-index/questions/known-tags";
import { ensureRepository } from "@/lib/registry-index/tags/repository-store";
import { flushWrites } from "@/lib/registry-index/writing/write-behind";
import { anImage } from "@/lib/testing/factories";
import { startFakeRegistry } from "@/lib/testing/fake-registry";
import type { FakeRequest } from "@/lib/testing/fake-registry/exchange";
import type { FakeRegistryOptions } from "@/lib/testing/fake-registry/options";
import { aRegistryConfig, openTestConsole } from "@/lib/testing/test-console";
import { readTag } from "./read-tag";

/**
 * Opens two registries with the same image: `whole`, and `lost`, which lacks the image's config and, when it is asked
 * for it, waits before it says so.
 */
async function openTwo() {
  const image = anImage();
  const [asked, answer] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const isBlob = ({ path }: FakeRequest) => path.startsWith("/v2/app/blobs/");
  const lost: FakeRegistryOptions = {
    hold: async (request) => {
      if (!isBlob(request)) return;
      asked.resolve();
      await answer.promise;
    },
    intercept: (request) => (isBlob(request) ? { status: 404 } : undefined),
  };
  const configs = await Promise.all(
    Object.entries({ whole: {}, lost }).map(async ([name, options]) => {
      const registry = await startFakeRegistry(options);
      onTestFinished(registry.close);
      registry.push("app", "1.0", image);
      return aRegistryConfig(registry.url, { name });
    }),
  );
  onTestFinished(await openTestConsole(configs));
  return { asked: asked.promise, answer: answer.resolve };
}

async function readIn(registry: string): Promise<void> {
  const { id: repositoryId } = await ensureRepository(registry, "app");
  const [known] = await findKnownTags(repositoryId, ["1.0"]);
  const { digest = null, broken = false } = known ?? {};
  const place = { connection: getConnection(registry), repository: "app", repositoryId };
  await readTag(place, "1.0", { digest, broken, listed: true, fresh: false });
  await flushWrites();
}

async function isBroken(registry: string): Promise<boolean | undefined> {
  const { id } = await ensureRepository(registry, "app");
  return (await findKnownTags(id, ["1.0"]))[0]?.broken;
}

test("what a registry has lost takes nothing from what another has given, and stays lost", async () => {
  const { asked, answer } = await openTwo();
  const lost = readIn("lost");
  await asked;
  await readIn("whole");
  answer();
  await lost;
  for (let looks = 0; looks < 2; looks++) {
    expect([await isBroken("lost"), await isBroken("whole")]).toEqual([true, false]);
    await readIn("lost");
  }
  const rows = await database().selectFrom("manifest").select(["created_at", "complete"]).execute();
  expect(rows).toEqual([{ created_at: expect.any(Number), complete: 1 }]);
});
