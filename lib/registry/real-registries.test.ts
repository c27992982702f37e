import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { connectToReal, pushTo } from "@/lib/testing/connect-to-real";
import { anArtifact, anImage, anIndex, sha256 } from "@/lib/testing/factories";
import { findRealPrograms } from "@/lib/testing/real-registry";
import { checkHealth } from "./check-health";
import { deleteManifest } from "./delete-manifest";
import { deleteTag } from "./delete-tag";
import { findManifest } from "./find-manifest";
import { findManifestDigest } from "./find-manifest-digest";
import { findReferrers } from "./find-referrers";
import { getBlob } from "./get-blob";
import { hasBlob } from "./has-blob";
import { listRepositories } from "./list-repositories";
import { listTags } from "./list-tags";
import { putManifest } from "./put-manifest";

// The same promises as against the fake registry, tested with the real programs on this machine.
const programs = findRealPrograms();
const kinds = ["distribution-2", "distribution-3", "zot"] as const;
for (const kind of kinds) {
  if (!programs.some((program) => program.kind === kind)) {
    test.skip(`SKIPPED ${kind}: no such program on the PATH or in ~/go/bin`, () => undefined);
  }
}

describe.each(programs)("$name ($kind)", (program) => {
  const isDistribution = program.kind !== "zot";

  test("what is pushed is listed and read back byte for byte", async () => {
    const { connection } = await connectToReal(program);
    const images = [anImage({ layers: 2 }), anIndex([anImage(), anImage()])];
    if (isDistribution)
      images.push(anImage({ flavour: "docker" }), anIndex([anImage({ flavour: "docker" })], { flavour: "docker" }));
    for (const [at, image] of images.entries()) await pushTo(connection, "team/app", `v${at}`, image);
    await pushTo(connection, "other", "latest", anImage());
    expect((await listRepositories(connection)).names.toSorted()).toEqual(["other", "team/app"]);
    expect((await listTags(connection, "team/app")).tags.toSorted()).toEqual(images.map((_, at) => `v${at}`));
    for (const [at, { digest, mediaType, bytes }] of images.entries()) {
      expect(await findManifest(connection, "team/app", `v${at}`)).toEqual({ digest, mediaType, bytes });
      expect(await findManifest(connection, "team/app", digest)).toEqual({ digest, mediaType, bytes });
      expect(await findManifestDigest(connection, "team/app", `v${at}`)).toEqual({
        digest,
        mediaType,
        unchanged: false,
      });
    }
    const blob = images[0]?.blobs[0] ?? { digest: "", bytes: Buffer.alloc(0) };
    expect(await getBlob(connection, "team/app", blob.digest)).toEqual(blob.bytes);
    expect(await hasBlob(connection, "team/app", blob.digest)).toBe(true);
    expect(await checkHealth(connection)).toMatchObject({ state: "ok" });
  });

  test("what isn't there is null or absent", async () => {
    const { connection } = await connectToReal(program);
    await pushTo(connection, "app", "v1", anImage());
    expect(await findManifest(connection, "app", "v2")).toBeNull();
    expect(await findManifestDigest(connection, "app", sha256("x"))).toBeNull();
    expect(await findManifestDigest(connection, "no/such", "v1")).toBeNull();
    expect(await hasBlob(connection, "app", sha256("x"))).toBe(false);
    expect(await deleteManifest(connection, "app", sha256("x"))).toBe("absent");
    await expect(getBlob(connection, "app", sha256("x"))).rejects.toMatchObject({ code: "blob-not-found" });
    await expect(listTags(connection, "no/such")).rejects.toMatchObject({ code: "repository-not-found" });
  });

  test.runIf(isDistribution)("an unchanged tag is told by its known digest", async () => {
    const { connection } = await connectToReal(program);
    const image = anImage();
    await pushTo(connection, "app", "v1", image);
    const known = { knownDigest: image.digest };
    expect(await findManifestDigest(connection, "app", "v1", known)).toMatchObject({ unchanged: true });
  });

  test("a delete by digest takes every tag on it, and the empty repository lists nothing", async () => {
    const { connection } = await connectToReal(program);
    const image = anImage();
    for (const tag of ["1.0", "latest"]) await pushTo(connection, "app", tag, image);
    expect(await deleteManifest(connection, "app", image.digest)).toBe("deleted");
    if (isDistribution) expect((await listTags(connection, "app")).tags).toEqual([]);
    expect(await findManifest(connection, "app", image.digest)).toBeNull();
  });

  test("a tag is deleted alone where the registry can, and refused where it can't", async () => {
    const { connection } = await connectToReal(program);
    const image = anImage();
    for (const tag of ["1.0", "latest"]) await pushTo(connection, "app", tag, image);
    if (program.kind === "distribution-2") {
      await expect(deleteTag(connection, "app", "latest")).rejects.toMatchObject({ code: "registry-failed" });
      expect((await listTags(connection, "app")).tags).toHaveLength(2);
      return;
    }
    expect(await deleteTag(connection, "app", "latest")).toBe("deleted");
    expect(await deleteTag(connection, "app", "latest")).toBe("absent");
    expect((await listTags(connection, "app")).tags).toEqual(["1.0"]);
  });

  test("referrers are found by the API or by the fallback tag", async () => {
    const { connection } = await connectToReal(program);
    const image = anImage();
    const sbom = anArtifact({ artifactType: "application/spdx+json", subject: image });
    await pushTo(connection, "app", "v1", image);
    await pushTo(connection, "app", null, sbom);
    if (isDistribution) await pushTo(connection, "app", image.digest.replace(":", "-"), anIndex([{ manifest: sbom }]));
    const found = await findReferrers(connection, "app", image.digest);
    expect(found.source).toBe(isDistribution ? "fallback-tag" : "api");
    expect(found.descriptors.map(({ digest }) => digest)).toEqual([sbom.digest]);
  });

  test.runIf(isDistribution)("a catalog of several pages is listed whole", async () => {
    const { registry, connection } = await connectToReal(program);
    const names = Array.from({ length: 1050 }, (_, at) => `team-${at % 5}/app${at}`);
    for (const name of names) {
      const folder = join(registry.storageDir, "docker/registry/v2/repositories", name);
      // What 2.8 and 3.x recognise as a repository.
      mkdirSync(join(folder, program.kind === "distribution-2" ? "_layers" : "_manifests"), { recursive: true });
    }
    expect((await listRepositories(connection)).names.toSorted()).toEqual(names.toSorted());
  });

  test.runIf(isDistribution)("a manifest whose parts are missing is refused with their digests", async () => {
    const { connection } = await connectToReal(program);
    const image = anImage();
    const missing = image.blobs.map(({ digest }) => digest).toSorted();
    const error = await putManifest(connection, "app", "v1", image).catch((thrown: unknown) => thrown);
    expect((error as { context: { missing: string[] } }).context.missing.toSorted()).toEqual(missing);
  });
});
