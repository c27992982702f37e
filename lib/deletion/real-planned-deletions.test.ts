import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { getConnection } from "@/lib/registry/connection";
import { findManifestDigest } from "@/lib/registry/find-manifest-digest";
import { listTags } from "@/lib/registry/list-tags";
import { type CollectedRegistry, startCollectedRegistry } from "@/lib/testing/collected-registry";
import { deletePlanned, restorePlanned } from "@/lib/testing/planned-deletion";
import { hasSkopeo, pullBySkopeo } from "@/lib/testing/pull-by-skopeo";
import { pullCompletely } from "@/lib/testing/pull-completely";
import { pushTestImage, pushTestIndex } from "@/lib/testing/push-to-registry";
import { findRegistryPrograms } from "@/lib/testing/registry-programs";

// Three tags on one digest that an index lists too, and an image with a signature.
const skopeo = hasSkopeo();
const tags = ["1.0", "1", "latest", "multi", "signed"];
const combinations = Array.from({ length: 2 ** tags.length - 1 }, (_, at) =>
  tags.filter((_tag, bit) => ((at + 1) >> bit) % 2 === 1),
);

describe.each(findRegistryPrograms())("on a real registry $version", (program) => {
  let registry: CollectedRegistry;
  let signatureTag: string;

  beforeEach(async () => {
    registry = await startCollectedRegistry(program);
    const shared = await pushTestImage(registry.url, "app", "1.0", ["a", "base"]);
    for (const tag of ["1", "latest"]) await pushTestImage(registry.url, "app", tag, ["a", "base"]);
    const other = await pushTestImage(registry.url, "app", null, ["b", "base"]);
    await pushTestIndex(registry.url, "app", "multi", [shared, other]);
    const signed = await pushTestImage(registry.url, "app", "signed", ["c", "base"]);
    signatureTag = `${signed.digest.replace(":", "-")}.sig`;
    await pushTestImage(registry.url, "app", signatureTag, ["signature"]);
    await pushTestImage(registry.url, "app", "stays", ["d", "base"]);
  });
  afterEach(() => registry.close());

  /** Pulls every tag of the repository with all that belongs to it; returns the digest of each tag. */
  async function pullAll(): Promise<Record<string, string>> {
    const { tags: listed } = await listTags(getConnection("local"), "app");
    const digests: Record<string, string> = {};
    for (const tag of listed.sort()) digests[tag] = await pullCompletely(registry.url, "app", tag);
    return digests;
  }

  const without = (all: Record<string, string>, gone: string[]) =>
    Object.fromEntries(Object.entries(all).filter(([tag]) => !gone.includes(tag)));

  test("every combination of tags goes, alone and with signatures, what stays pulls, and what comes back does", async () => {
    const before = await pullAll();
    for (const combination of combinations) {
      for (const withReferrers of combination.includes("signed") ? [false, true] : [false]) {
        const gone = withReferrers ? [...combination, signatureTag] : combination;
        const { id, counts } = await deletePlanned({ tags: combination, withReferrers });
        expect([combination, counts.failed + counts.skipped]).toEqual([combination, 0]);
        expect(await pullAll()).toEqual(without(before, gone));
        // Every blob was read just now. Whether a client of its own agrees is seen by every tag alone, and by all of them.
        if (skopeo && !withReferrers && [1, tags.length].includes(combination.length))
          expect(await pullBySkopeo(registry.url, "app")).toEqual(Object.keys(without(before, gone)));
        const back = await restorePlanned(id);
        expect([combination, back.counts.restored]).toEqual([combination, counts.done]);
        expect(await pullAll()).toEqual(before);
      }
    }
  });

  test("when all goes nothing is left but the empty name, and it comes back", async () => {
    const before = await pullAll();
    const { id } = await deletePlanned({ wholeRepository: true });
    expect(await pullAll()).toEqual({});
    for (const digest of Object.values(before))
      expect(await findManifestDigest(getConnection("local"), "app", digest)).toBeNull();
    await restorePlanned(id);
    expect(await pullAll()).toEqual(before);
  });
});
