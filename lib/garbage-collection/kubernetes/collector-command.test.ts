import { expect, test } from "vitest";
import { argvOf, findCommand } from "./collector-command";

const unset = { program: null, config: null };
const read = { dryRun: true, removeUntagged: false };
const aContainer = (differences: object) => ({ name: "registry", image: "registry:3", ...differences });

test.each([
  [{ args: ["/etc/docker/registry/config.yml"] }, "registry", "/etc/docker/registry/config.yml"],
  [
    { command: ["/bin/registry", "serve", "/etc/distribution/config.yml"] },
    "/bin/registry",
    "/etc/distribution/config.yml",
  ],
  [{ command: ["/usr/bin/docker-registry"], args: ["serve", "/c.yaml"] }, "/usr/bin/docker-registry", "/c.yaml"],
  [{ image: "registry:2.8.3" }, "registry", "/etc/docker/registry/config.yml"],
  [{ image: "host:5000/team/registry:v2" }, "registry", "/etc/docker/registry/config.yml"],
  [{ image: "registry:3.1.1@sha256:00" }, "registry", "/etc/distribution/config.yml"],
  [{ env: [{ name: "REGISTRY_CONFIGURATION_PATH", value: "/own.yml" }] }, "registry", "/own.yml"],
  [
    { image: "own", volumeMounts: [{ name: "config", mountPath: "/etc/docker/registry" }] },
    "registry",
    "/etc/docker/registry/config.yml",
  ],
])("the program and its configuration are found in %j", (differences, program, config) => {
  expect(findCommand(aContainer(differences), unset)).toEqual({ program, config, guessed: false });
});

test("where nothing says so they are guessed, and that is known", () => {
  const guess = { program: "registry", config: "/etc/distribution/config.yml", guessed: true };
  expect(findCommand(aContainer({ image: "host:2/registry" }), unset)).toEqual(guess);
  expect(findCommand(aContainer({ command: ["sh", "-c", "registry serve /c.yml"], image: "own" }), unset)).toEqual(
    guess,
  );
});

test("what is set counts more than what is found", () => {
  const set = { program: "/own/registry", config: "/own/config.yml" };
  const command = findCommand(aContainer({ command: ["registry", "serve", "/c.yml"] }), set);
  expect(argvOf(command, read)).toEqual(["/own/registry", "garbage-collect", "--dry-run", "/own/config.yml"]);
  expect(argvOf(command, { dryRun: false, removeUntagged: true })).toEqual([
    ...["/own/registry", "garbage-collect", "--delete-untagged", "/own/config.yml"],
  ]);
});
