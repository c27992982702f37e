// What means the same in YAML with and without quotes, also between brackets.
const plain = /^[A-Za-z/][\w./:@$-]*$/;
const wordOfYaml = /^(?:true|false|yes|no|on|off|null)$/i;

/** A text of somebody's as YAML takes it for one. */
export const word = (text: string): string =>
  plain.test(text) && !wordOfYaml.test(text) ? text : JSON.stringify(text);

/** A runner with its settings, in the place where shipshape.yaml has it. */
export const runnerOf = (registry: string, runner: string, lines: string[]) =>
  [
    "registries:",
    `  - name: ${registry}`,
    "    # … what is there already",
    "    garbageCollection:",
    `      runner: ${runner}`,
  ]
    .concat(lines.map((line) => `      ${line}`))
    .join("\n");

/** A registry in a compose file. */
export type ComposeNames = { file: string; service: string; version: "3" | "2" };

/** The environment that a compose file gives the registry, so that it can be restarted read-only. */
export const composeService = ({ service }: ComposeNames) => `services:
  ${word(service)}:
    environment:
      REGISTRY_STORAGE_MAINTENANCE_READONLY: '{"enabled":\${REGISTRY_READ_ONLY:-false}}'`;

const configs = { 3: "/etc/distribution/config.yml", 2: "/etc/docker/registry/config.yml" };

/** The part of shipshape.yaml for a registry that runs by Docker Compose. */
export function composeRunner(registry: string, { file, service, version }: ComposeNames): string {
  const compose = `docker, compose, -f, ${word(file)}`;
  const collect = (...flags: string[]) =>
    [`${compose}, exec, -T, ${word(service)}, registry, garbage-collect`, ...flags, configs[version]].join(", ");
  return runnerOf(registry, "command", [
    `before: [env, REGISTRY_READ_ONLY=true, ${compose}, up, -d, ${word(service)}]`,
    `dryRun: [${collect("--dry-run")}]`,
    `collect: [${collect()}]`,
    `after: [env, REGISTRY_READ_ONLY=false, ${compose}, up, -d, ${word(service)}]`,
    "# to be asked for removing untagged manifests too:",
    `# removeUntaggedDryRun: [${collect("--delete-untagged", "--dry-run")}]`,
    `# removeUntaggedCollect: [${collect("--delete-untagged")}]`,
  ]);
}

/** The part of shipshape.yaml for a registry that is a Harbor. */
export const harborRunner = (registry: string, username: string) =>
  runnerOf(registry, "harbor", [
    `username: ${word(username)} # as Harbor shows it, with what it puts before the name`,
    "passwordFile: harbor-password # beside shipshape.yaml, with nothing in it but the secret",
  ]);
