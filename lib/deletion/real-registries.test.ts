import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { getImage } from "@/lib/images/get-image";
import { getConnection } from "@/lib/registry/connection";
import { deleteManifest } from "@/lib/registry/delete-manifest";
import { findManifestDigest } from "@/lib/registry/find-manifest-digest";
import { listTags } from "@/lib/registry/list-tags";
import { putManifest } from "@/lib/registry/put-manifest";
import { admin, type CollectedRegistry, startCollectedRegistry } from "@/lib/testing/collected-registry";
import { writeCutOffDeletion } from "@/lib/testing/cut-off-deletion";
import { type Pushed, pushTestImage, pushTestIndex } from "@/lib/testing/push-to-registry";
import { findRegistryPrograms } from "@/lib/testing/registry-programs";
import { placeholderFor } from "./carrying-out/placeholder";
import { deleteTag } from "./delete-tag";
import { planTagDeletion } from "./plan-tag-deletion";
import { recoverDeletions } from "./recover-deletions";

describe.each(findRegistryPrograms())("on a real registry $version", (program) => {
  let registry: CollectedRegistry;

  beforeEach(async () => {
    registry = await startCollectedRegistry(program);
  });
  afterEach(() => registry.close());

  const tags = async () => (await listTags(getConnection("local"), "app")).tags.sort();
  const push = (tag: string, layers: string[]): Promise<Pushed> => pushTestImage(registry.url, "app", tag, layers);
  const find = (reference: string) => findManifestDigest(getConnection("local"), "app", reference);

  test("removes one of three tags on a digest, and the others still name the image", async () => {
    const { digest } = await push("1.0", ["a"]);
    for (const tag of ["1", "latest"]) await push(tag, ["a"]);
    const plan = await planTagDeletion(admin, "local", "app", "1");
    expect([plan.method, plan.keptTags.sort()]).toEqual([
      program.version === "2.8" ? "untag" : "tag",
      ["1.0", "latest"],
    ]);
    await deleteTag(admin, "local", "app", "1", digest);
    expect(await tags()).toEqual(["1.0", "latest"]);
    expect((await getImage(admin, "local", "app", "latest")).digest).toBe(digest);
  });

  test("removes the manifest of a tag that nothing else uses, and only that", async () => {
    const [gone, stays] = [await push("1.0", ["a"]), await push("2.0", ["b"])];
    await deleteTag(admin, "local", "app", "1.0", gone.digest);
    expect([await find(gone.digest), (await find("2.0"))?.digest]).toEqual([null, stays.digest]);
  });

  test("removes an index with the children that nothing else uses", async () => {
    const [own, shared] = [await push("own", ["a"]), await push("shared", ["b"])];
    const index = await pushTestIndex(registry.url, "app", "multi", [own, shared]);
    await deleteTag(admin, "local", "app", "own", own.digest);
    expect(await find(own.digest)).not.toBeNull();
    await deleteTag(admin, "local", "app", "multi", index.digest);
    expect([await find(own.digest), (await find(shared.digest))?.digest]).toEqual([null, shared.digest]);
  });

  test("an index names the platform that was deleted after it had been looked at", async () => {
    const [kept, gone] = [await push("kept", ["a"]), await push("gone", ["b"])];
    const index = await pushTestIndex(registry.url, "app", "multi", [kept, gone]);
    expect((await getImage(admin, "local", "app", index.digest)).problems).toEqual([]);
    await deleteManifest(getConnection("local"), "app", gone.digest);
    const { problems } = await getImage(admin, "local", "app", index.digest);
    expect(problems.map(({ type }) => type)).toEqual(["/problems/manifest-not-found"]);
  });

  test("after a crash between the two steps no placeholder is left, and the other tag still names the image", async () => {
    const { digest } = await push("1.0", ["a"]);
    await push("latest", ["a"]);
    const placeholder = placeholderFor("crash");
    await writeCutOffDeletion([{ digest, placeholder: placeholder.digest }]);
    await putManifest(getConnection("local"), "app", "latest", placeholder);
    expect(await recoverDeletions()).toBe(0);
    expect(await tags()).toEqual(["1.0"]);
    expect(await find(placeholder.digest)).toBeNull();
    expect((await find("1.0"))?.digest).toBe(digest);
    expect(await deleteManifest(getConnection("local"), "app", placeholder.digest)).toBe("absent");
  });
});
