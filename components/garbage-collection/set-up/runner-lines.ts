// Texts that mean the same in YAML with and without quotes, also between brackets.
const plain = /^[A-Za-z/](?:[\w./:@$-]*[\w./@$-])?$/;
const wordOfYaml = /^(?:true|false|yes|no|on|off|null)$/i;

/** Formats a user's text so that YAML reads it as a string. */
export const word = (text: string): string =>
  plain.test(text) && !wordOfYaml.test(text) ? text : JSON.stringify(text);

/** The registry of the lines, as shipshape.yaml names it. */
export type NamedRegistry = { name: string; url: string };

/** Returns a runner with its settings, in its place in shipshape.yaml. */
export const runnerOf = ({ name, url }: NamedRegistry, runner: string, lines: string[]) =>
  [
    "registries:",
    `  - name: ${word(name)}`,
    `    url: ${word(url)}`,
    "    # … what else is there already",
    "    garbageCollection:",
    `      runner: ${runner}`,
  ]
    .concat(lines.map((line) => `      ${line}`))
    .join("\n");

/** A registry in a compose file. */
export type ComposeNames = { file: string; service: string; version: "3" | "2" };

/** Returns the environment in a compose file that lets the registry be restarted read-only. */
export const composeService = ({ service }: ComposeNames) => `services:
  ${word(service)}:
    environment:
      REGISTRY_STORAGE_MAINTENANCE_READONLY: '{"enabled":\${REGISTRY_READ_ONLY:-false}}'`;

const configs = { 3: "/etc/distribution/config.yml", 2: "/etc/docker/registry/config.yml" };

const untaggedLines = (collect: (...flags: string[]) => string) => [
  "# to be asked for removing untagged manifests too:",
  `# removeUntaggedDryRun: [${collect("--delete-untagged", "--dry-run")}]`,
  `# removeUntaggedCollect: [${collect("--delete-untagged")}]`,
];

/** Returns the part of shipshape.yaml for a registry that runs in Docker Compose. */
export function composeRunnerYaml(registry: NamedRegistry, { file, service, version }: ComposeNames): string {
  const compose = `docker, compose, -f, ${word(file)}`;
  const collect = (...flags: string[]) =>
    [`${compose}, exec, -T, ${word(service)}, registry, garbage-collect`, ...flags, configs[version]].join(", ");
  return runnerOf(registry, "command", [
    `before: [env, REGISTRY_READ_ONLY=true, ${compose}, up, -d, ${word(service)}]`,
    `dryRun: [${collect("--dry-run")}]`,
    `collect: [${collect()}]`,
    `after: [env, REGISTRY_READ_ONLY=false, ${compose}, up, -d, ${word(service)}]`,
    ...untaggedLines(collect),
  ]);
}

/** A registry that is a systemd service, as Debian's package installs it. */
export type SystemdNames = { unit: string; user: string; program: string; config: string };

const readOnlyScript = "/usr/local/sbin/registry-read-only";

/**
 * Returns commands that install a script, which restarts the service read-only or writable; a reboot makes it writable
 * again.
 */
export const systemdScript = ({ unit: named }: SystemdNames) => {
  const unit = named.replace(/\.service$/, "");
  return `sudo tee ${readOnlyScript} >/dev/null <<'END'
#!/bin/sh -e
# registry-read-only true|false
case "$1" in true|false) ;; *) exit 2 ;; esac
folder=/run/systemd/system/${unit}.service.d
mkdir -p "$folder"
cat > "$folder/read-only.conf" <<CONF
[Service]
Environment='REGISTRY_STORAGE_MAINTENANCE_READONLY={"enabled":$1}'
CONF
systemctl daemon-reload
systemctl restart ${unit}
END
sudo chmod 755 ${readOnlyScript}`;
};

/** Returns commands that allow the console's user to call that script, and the collector, in these ways only. */
export function systemdRights({ user, program, config }: SystemdNames): string {
  const collect = (flags: string) => `${program} garbage-collect ${flags}${config}`;
  const kinds = ["--dry-run ", "", "--delete-untagged --dry-run ", "--delete-untagged "].map(collect);
  return `cat > shipshape.sudoers <<'END'
shipshape ALL=(root) NOPASSWD: ${readOnlyScript} true, ${readOnlyScript} false
shipshape ALL=(${user}) NOPASSWD: ${kinds.join(", ")}
END
sudo visudo -cf shipshape.sudoers && sudo install -m 440 shipshape.sudoers /etc/sudoers.d/shipshape`;
}

/** Returns the part of shipshape.yaml for such a registry. */
export function systemdRunnerYaml(registry: NamedRegistry, { user, program, config }: SystemdNames): string {
  const collect = (...flags: string[]) =>
    [`sudo, -n, -u, ${word(user)}, ${word(program)}, garbage-collect`, ...flags, word(config)].join(", ");
  return runnerOf(registry, "command", [
    `before: [sudo, -n, ${readOnlyScript}, "true"]`,
    `dryRun: [${collect("--dry-run")}]`,
    `collect: [${collect()}]`,
    `after: [sudo, -n, ${readOnlyScript}, "false"]`,
    ...untaggedLines(collect),
  ]);
}

/** Returns the part of shipshape.yaml for a Harbor registry. */
export const harborRunnerYaml = (registry: NamedRegistry, username: string) =>
  runnerOf(registry, "harbor", [
    `username: ${word(username)} # as Harbor shows it, with what it puts before the name`,
    "passwordFile: harbor-password # beside shipshape.yaml, with nothing in it but the secret",
  ]);
