import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { explainFailure } from "./explain-failure";
import { readCollectorOutput } from "./parse-collector-output";

/** What a real collector printed: its exit code, stdout and stderr. */
function read(name: string) {
  const text = readFileSync(new URL(`./testdata/${name}.txt`, import.meta.url), "utf8");
  const [, exitCode, stdout = "", stderr = ""] = /^rc (\d)\n--out\n([\s\S]*)--err\n([\s\S]*)$/.exec(text) ?? [];
  const { report, push } = readCollectorOutput();
  for (const line of `${stdout}${stderr}`.split("\n")) push(line);
  return { exitCode: Number(exitCode), report };
}

describe.each(["2.8", "3"])("the output of %s", (version) => {
  test("a dry run tells the totals and each blob", () => {
    const { report } = read(`${version}-dry-run`);
    expect(report.summary).toEqual({ blobsMarked: 20, blobsEligible: 3, manifestsEligible: 0 });
    expect(report.blobs.size).toBe(3);
    expect(report.blobs).toContain("sha256:429fc0a6d41d26bd1dbb23b1392fbc25397368ec0c785fa2882db93de56db1f9");
    expect(report).toMatchObject({ lastRepository: "team/app", errors: [], manifests: [] });
  });

  test("a collection prints the same", () => {
    const { report } = read(`${version}-collect`);
    expect(report.summary).toEqual({ blobsMarked: 20, blobsEligible: 9, manifestsEligible: 0 });
    expect(report.blobs.size).toBe(9);
  });

  test("untagged manifests come with their repository", () => {
    const { report } = read(`${version}-remove-untagged`);
    expect(report.manifests).toHaveLength(report.summary?.manifestsEligible ?? -1);
    expect(report.manifests).toContainEqual({
      repository: "emptied",
      digest: "sha256:b704a6e172ae8973d9d06013ca8707644e8ba90f3c212d8e05bc02b40068fa38",
    });
    expect(report.manifests).toContainEqual({
      repository: "team/app",
      digest: "sha256:83d73f7d9c446e69721288425d196f2310a3fb793351288d8a8587ef21c545d8",
    });
  });

  test("a corrupt manifest is named with its repository and what to do", () => {
    const { report, exitCode } = read(`${version}-corrupt-manifest`);
    expect(report.summary).toBeNull();
    expect(explainFailure(report, exitCode)).toEqual({
      code: "manifest-corrupt",
      detail: expect.stringMatching(/sha256:b704a6e172ae[0-9a-f]{52} in repository emptied.*delete it by its digest/i),
    });
  });
});

test("2.8 stops at a repository without tags, and 3.x says so", () => {
  const old = read("2.8-repository-without-tags");
  expect(explainFailure(old.report, old.exitCode)).toEqual({
    code: "remove-untagged-unsafe",
    detail: expect.stringContaining("onlydigest"),
  });
  expect(read("3-repository-without-tags").report.repositoriesWithoutTags).toEqual(["onlydigest"]);
});

test("an exit code of 0 is no success without the totals, nor with an error", () => {
  const { report, push } = readCollectorOutput();
  expect(explainFailure(report, 0)?.code).toBe("collector-failed");
  push("1 blobs marked, 0 blobs and 0 manifests eligible for deletion");
  expect(explainFailure(report, 0)).toBeNull();
  push("failed to garbage collect: failed to sweep: s3aws: RequestTimeout");
  expect(explainFailure(report, 0)?.detail).toContain("RequestTimeout");
});

test.each([
  "failed to mark: filesystem: Path not found: /docker/registry/v2/repositories",
  "error enumerating blobs: filesystem: Path not found: /docker/registry/v2/blobs",
])("a registry that nothing was ever pushed to has nothing to collect: %s", (error) => {
  const { report, push } = readCollectorOutput();
  push(`failed to garbage collect: ${error}`);
  expect(explainFailure(report, 1)).toBeNull();
});

test("a hostile output of a million lines keeps the memory bounded", () => {
  const { report, push } = readCollectorOutput();
  for (let count = 0; count < 100_000; count++) push(`failed to garbage collect: ${count}`);
  expect(report.errors).toHaveLength(20);
});
