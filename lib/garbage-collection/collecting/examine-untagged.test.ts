import { afterEach, expect, test } from "vitest";
import { readCollectorOutput } from "@/lib/garbage-collection/collector-output/parse-collector-output";
import { getConnection } from "@/lib/registry/connection";
import { closeDeletingConsole, openDeletingConsole } from "@/lib/testing/deleting-console";
import { anArtifact, anImage } from "@/lib/testing/factories";
import { examineUntagged } from "./examine-untagged";

afterEach(closeDeletingConsole);

function reportOf(digests: string[], manifestsEligible = digests.length) {
  const { report, push } = readCollectorOutput();
  for (const digest of digests) push(`manifest eligible for deletion: {app ${digest} []}`);
  push(`9 blobs marked, 3 blobs and ${manifestsEligible} manifests eligible for deletion`);
  return report;
}

test("manifests that a collector counts and doesn't name are not removed", async () => {
  await openDeletingConsole();
  const danger = await examineUntagged(getConnection("local"), reportOf([], 1));
  expect(danger).toMatchObject({ code: "remove-untagged-unsafe", detail: expect.stringContaining("0 of the 1") });
});

test("a signature may go with its image, and not without it", async () => {
  const registry = await openDeletingConsole();
  const image = anImage();
  const signature = anArtifact({ subject: image });
  registry.push("app", "1.0", image);
  registry.push("app", null, signature);
  const connection = getConnection("local");
  expect((await examineUntagged(connection, reportOf([signature.digest])))?.detail).toContain(image.digest);
  expect(await examineUntagged(connection, reportOf([signature.digest, image.digest]))).toBeNull();
});
