import { afterEach, describe, expect, test } from "vitest";
import type { PlannedDeletion } from "@/lib/contract/deletions";
import { ociManifest } from "@/lib/oci/media-type";
import { getConnection } from "@/lib/registry/connection";
import { findManifestDigest } from "@/lib/registry/find-manifest-digest";
import { admin, type CollectedRegistry, startCollectedRegistry } from "@/lib/testing/collected-registry";
import { carryOutPlanned, planToDelete } from "@/lib/testing/planned-deletion";
import { pushTestBlob, putTestManifest } from "@/lib/testing/push-to-registry";
import { findRegistryPrograms } from "@/lib/testing/registry-programs";
import { takeUp } from "./carrying-out/deletion-runner";
import { getDeletion, listDeletionItems } from "./list-deletions";

// How often a tag is moved while tags are deleted. `RACES=10000` is for the night.
const races = Number(process.env.RACES ?? 300);
const pushers = 4;
const tags = Array.from({ length: 60 }, (_, at) => `t${at}`);

const pick = <T>(items: readonly T[]): T => items[Math.floor(Math.random() * items.length)] as T;

describe.each(findRegistryPrograms())("on a real registry $version", (program) => {
  let registry: CollectedRegistry;
  afterEach(() => registry.close());

  /** Returns a function that pushes a unique image by one request, and returns what was pushed. */
  async function imageMaker() {
    const config = await pushTestBlob(registry.url, "app", "{}");
    let made = 0;
    return async (tag: string) => {
      const manifest = {
        schemaVersion: 2,
        mediaType: ociManifest,
        config,
        layers: [],
        annotations: { n: `${made++}` },
      };
      const { digest } = await putTestManifest(registry.url, "app", tag, manifest);
      return { digest, manifest };
    };
  }

  async function listItems({ id }: PlannedDeletion) {
    return (await listDeletionItems(admin, id, { limit: 500 })).items;
  }

  test(`four pushers move tags ${races} times while tags are deleted: no manifest outside the plan is gone`, async () => {
    registry = await startCollectedRegistry(program);
    const push = await imageMaker();
    const pushed = new Map<string, Record<string, unknown>>();
    const pushTo = async (tag: string) => {
      const { digest, manifest } = await push(tag);
      pushed.set(digest, manifest);
    };
    const planned = new Set<string>();
    for (let done = 0; done < races; ) {
      for (const tag of [...tags, "stays"]) await pushTo(tag);
      const plan = await planToDelete({ tags, removeManifests: true });
      for (const { tag, digest } of await listItems(plan)) if (tag === null && digest) planned.add(digest);
      let over = false;
      const race = async () => {
        while (!over) {
          done++;
          // Onto tags that are deleted and tags that stay: a new image, or one that is being deleted.
          const tag = pick([...tags, "stays", `new${done}`]);
          const manifest = done % 4 === 0 ? pushed.get(pick([...pushed.keys()])) : undefined;
          const pushing = manifest
            ? putTestManifest(registry.url, "app", tag, manifest as { mediaType: string })
            : pushTo(tag);
          // The registry itself fails with 500 when one tag is written and deleted at once, and the client pushes
          // again.
          await pushing.catch(() => undefined);
        }
      };
      const racing = Array.from({ length: pushers }, race);
      await carryOutPlanned(plan);
      await takeUp(plan.id);
      over = true;
      await Promise.all(racing);
      expect(await getDeletion(admin, plan.id)).toMatchObject({ state: "done", problem: null });
    }
    const gone: string[] = [];
    for (const digest of pushed.keys())
      if (!(await findManifestDigest(getConnection("local"), "app", digest))) gone.push(digest);
    expect(gone.length).toBeGreaterThan(0);
    expect(gone.filter((digest) => !planned.has(digest))).toEqual([]);
  });
});
