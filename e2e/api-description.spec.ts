import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { findOnPath } from "@/bin/find-on-path.mjs";
import { expect, test } from "./fixtures";
import { copyImage, skopeo, transport } from "./skopeo";

// https://schemathesis.readthedocs.io: requests made from the description, which a person would not think of.
const schemathesis = findOnPath("schemathesis")[0] ?? null;
const examples = process.env.SCHEMATHESIS_EXAMPLES ?? "3";
const checks = [
  ...["not_a_server_error", "status_code_conformance", "content_type_conformance"],
  "response_schema_conformance",
];
// Streams don't end, and a registry's notifications have a secret of their own.
const left = "/api/events|/log$|/hooks/|/metrics";

test.skip(schemathesis === null, "SKIPPED: needs schemathesis (pip install schemathesis)");

test("every answer is as the description of the API says, whatever is asked", async ({
  signedInPage: page,
  console,
}) => {
  test.setTimeout(3_600_000);
  if (!schemathesis) return;
  // The tool encodes the slash of a repository's name.
  const image = transport(console.registryUrl, "described:one");
  await copyImage(transport(console.registryUrl, "web/storefront:v40"), image);
  const { Digest } = JSON.parse(await skopeo("inspect", "--tls-verify=false", image));
  const known = { registry: "local", repository: "described", tag: "one", digest: Digest, username: "nobody" };
  const config = test.info().outputPath("schemathesis.toml");
  const lines = Object.entries(known).map(([name, value]) => `"path.${name}" = "${value}"`);
  await writeFile(config, ["[parameters]", ...lines, ""].join("\n"));
  const cookies = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`);
  const { stdout } = await promisify(execFile)(
    schemathesis,
    [
      ...["--config-file", config, "run", `${console.url}/api/openapi.json`],
      ...["-H", `Cookie: ${cookies.join("; ")}`, "-H", `Origin: ${console.url}`],
      ...["--exclude-path-regex", left, "--checks", checks.join(","), "--phases", "examples,coverage,fuzzing"],
      ...["--max-examples", examples, "--seed", "1", "--workers", "1", "--no-color"],
    ],
    { cwd: test.info().outputPath(), maxBuffer: 64 * 1024 * 1024 },
  ).catch((failure: { stdout: string; stderr: string }) => {
    throw new Error(`${failure.stdout}${failure.stderr}`);
  });
  expect(stdout).toMatch(/\d+ generated, \d+ passed/);
});
