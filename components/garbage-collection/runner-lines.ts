const compose = "docker, compose, -f, /srv/registry/compose.yaml";
const collect = "registry, garbage-collect";
const config = "/etc/distribution/config.yml";

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

/** The environment that a compose file gives the registry, so that it can be restarted read-only. */
export const composeService = `services:
  registry:
    environment:
      REGISTRY_STORAGE_MAINTENANCE_READONLY: '{"enabled":\${REGISTRY_READ_ONLY:-false}}'`;

/** The part of shipshape.yaml for a registry that runs by Docker Compose. */
export const composeRunner = (registry: string) =>
  runnerOf(registry, "command", [
    `before: [env, REGISTRY_READ_ONLY=true, ${compose}, up, -d, registry]`,
    `dryRun: [${compose}, exec, -T, registry, ${collect}, --dry-run, ${config}]`,
    `collect: [${compose}, exec, -T, registry, ${collect}, ${config}]`,
    `after: [env, REGISTRY_READ_ONLY=false, ${compose}, up, -d, registry]`,
  ]);

/** The part of shipshape.yaml for a registry that is a Harbor. */
export const harborRunner = (registry: string) =>
  runnerOf(registry, "harbor", ["username: robot$garbage-collection", "passwordFile: harbor-password"]);
