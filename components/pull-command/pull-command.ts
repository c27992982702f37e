import { type ArtifactKind, artifactKindOf } from "@/lib/oci/artifact-kind";

const imageTools = ["docker", "podman", "nerdctl", "skopeo", "crane"] as const;
const artifactTools = ["oras"] as const;

/** The tools of those kinds of artifacts that have their own, the usual one first. */
const toolsByKind = {
  "build-cache": ["docker buildx", "oras"],
  "helm-chart": ["helm", "oras"],
  "docker-plugin": ["docker plugin"],
  "cnab-bundle": ["porter"],
  "sif-image": ["apptainer", "oras"],
  flux: ["flux", "oras"],
  wasm: ["wkg", "oras"],
  "ollama-model": ["ollama"],
  "docker-model": ["docker model", "oras"],
  "kitops-model": ["kit", "oras"],
} as const satisfies Partial<Record<ArtifactKind, readonly string[]>>;

export type PullTool =
  | (typeof imageTools)[number]
  | (typeof artifactTools)[number]
  | (typeof toolsByKind)[keyof typeof toolsByKind][number];

export type PullTarget = {
  pullHost: string;
  /** The registry speaks plain HTTP: tools that expect TLS are told so. */
  plainHttp: boolean;
  repository: string;
  tag: string | null;
  digest: string | null;
  kind: "image" | "index" | "artifact" | "unknown";
  artifactType: string | null;
  /** Asked for explicitly, e.g. `linux/arm64`; null leaves the choice to the tool. */
  platform: string | null;
};

export type PullBy = "tag" | "digest";

/** The tools that can pull the target, the usual one first. */
export function pullToolsFor(target: Pick<PullTarget, "kind" | "artifactType">): readonly PullTool[] {
  const kind = artifactKindOf(target.artifactType);
  // A module that calls itself an image runs where images do.
  if (kind === "wasm" && target.kind === "image") return imageTools;
  if (kind !== null && kind in toolsByKind) return toolsByKind[kind as keyof typeof toolsByKind];
  return target.kind === "artifact" || kind !== null ? artifactTools : imageTools;
}

// As semver.org has it, with Helm's `_` for `+`, which a tag can't hold.
const chartVersion = /^v?\d+(?:\.\d+){0,2}(?:-[0-9A-Za-z.-]+)?(?:_[0-9A-Za-z.-]+)?$/;

type Parts = { reference: string; target: PullTarget; platform: string[]; name: string; by: PullBy };

const flag = (on: boolean, text: string) => (on ? [text] : []);

function platformFlag({ target }: Parts): string[] {
  return target.platform ? [`--platform=${target.platform}`] : [];
}

function skopeo(parts: Parts): string[] {
  const [os, architecture, variant] = parts.platform;
  const destination = parts.by === "tag" ? `oci:${parts.name}:${parts.target.tag}` : `oci:${parts.name}`;
  return [
    "skopeo",
    ...flag(os !== undefined, `--override-os=${os}`),
    ...flag(architecture !== undefined, `--override-arch=${architecture}`),
    ...flag(variant !== undefined, `--override-variant=${variant}`),
    "copy",
    ...flag(parts.target.plainHttp, "--src-tls-verify=false"),
    `docker://${parts.reference}`,
    destination,
  ];
}

function helm({ reference, target, by }: Parts): string[] {
  const http = flag(target.plainHttp, "--plain-http");
  if (by === "digest" || !chartVersion.test(target.tag ?? "")) return ["helm", "pull", ...http, `oci://${reference}`];
  const version = (target.tag ?? "").replace("_", "+");
  return ["helm", "pull", ...http, `oci://${target.pullHost}/${target.repository}`, "--version", version];
}

const commands: Record<PullTool, (parts: Parts) => string[]> = {
  // Docker takes plain HTTP from loopback by itself, and from others only by its daemon's settings.
  docker: (parts) => ["docker", "pull", ...platformFlag(parts), parts.reference],
  podman: (parts) => [
    "podman",
    "pull",
    ...flag(parts.target.plainHttp, "--tls-verify=false"),
    ...platformFlag(parts),
    parts.reference,
  ],
  nerdctl: (parts) => [
    "nerdctl",
    ...flag(parts.target.plainHttp, "--insecure-registry"),
    "pull",
    ...platformFlag(parts),
    parts.reference,
  ],
  skopeo,
  crane: (parts) => [
    "crane",
    "pull",
    ...flag(parts.target.plainHttp, "--insecure"),
    ...platformFlag(parts),
    parts.reference,
    `${parts.name}.tar`,
  ],
  helm,
  "docker buildx": ({ reference }) => [
    ...["docker", "buildx", "build", "--cache-from", `type=registry,ref=${reference}`, "."],
  ],
  "docker plugin": ({ reference }) => ["docker", "plugin", "install", reference],
  "docker model": ({ reference }) => ["docker", "model", "pull", reference],
  porter: ({ reference, name, target }) => [
    ...["porter", "install", name, "--reference", reference],
    ...flag(target.plainHttp, "--insecure-registry"),
  ],
  apptainer: ({ reference, name, target }) => [
    ...["apptainer", "pull", ...flag(target.plainHttp, "--no-https")],
    ...[`${name}.sif`, `oras://${reference}`],
  ],
  flux: ({ reference, target }) => [
    ...["flux", "pull", "artifact", `oci://${reference}`, "--output", "."],
    ...flag(target.plainHttp, "--insecure-registry"),
  ],
  wkg: ({ reference, name, target }) => [
    ...["wkg", "oci", "pull", reference, "--output", `${name}.wasm`],
    ...(target.plainHttp ? ["--insecure", target.pullHost] : []),
  ],
  ollama: ({ reference, target }) => ["ollama", "pull", ...flag(target.plainHttp, "--insecure"), reference],
  kit: ({ reference, target }) => ["kit", "pull", reference, ...flag(target.plainHttp, "--plain-http")],
  oras: (parts) => ["oras", "pull", ...flag(parts.target.plainHttp, "--plain-http"), parts.reference],
};

/** The command line that pulls the target; by digest where it has no tag, and the other way round. */
export function pullCommand(tool: PullTool, target: PullTarget, by: PullBy): string {
  const effective: PullBy = (by === "digest" && target.digest) || !target.tag ? "digest" : "tag";
  const suffix = effective === "tag" ? `:${target.tag}` : target.digest ? `@${target.digest}` : "";
  const parts: Parts = {
    reference: `${target.pullHost}/${target.repository}${suffix}`,
    target,
    platform: target.platform?.split("/") ?? [],
    name: target.repository.split("/").at(-1) ?? target.repository,
    by: effective,
  };
  return commands[tool](parts).map(shellQuote).join(" ");
}

// A platform comes from an image's own JSON: whatever a shell would read as more than a word is quoted.
function shellQuote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
