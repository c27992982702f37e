import { type ArtifactKind, artifactKindOf } from "@/lib/oci/artifact-kind";

const imageTools = ["docker", "podman", "nerdctl", "skopeo", "crane"] as const;
const artifactTools = ["oras"] as const;

/** The tools of the artifact kinds that have their own, the usual tool first. */
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
  /** Whether the registry speaks plain HTTP: tools that expect TLS get an option for it. */
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

/** Returns the tools that can pull the target, the usual tool first. */
export function pullToolsFor(target: Pick<PullTarget, "kind" | "artifactType">): readonly PullTool[] {
  const kind = artifactKindOf(target.artifactType);
  // A Wasm module with an image manifest runs where images do.
  if (kind === "wasm" && target.kind === "image") return imageTools;
  if (kind !== null && kind in toolsByKind) return toolsByKind[kind as keyof typeof toolsByKind];
  return target.kind === "artifact" || kind !== null ? artifactTools : imageTools;
}

// A version as defined by semver.org, with Helm's `_` for `+`, which a tag can't contain.
const chartVersion = /^v?\d+(?:\.\d+){0,2}(?:-[0-9A-Za-z.-]+)?(?:_[0-9A-Za-z.-]+)?$/;

type Parts = { reference: string; target: PullTarget; platform: string[]; name: string; by: PullBy };

const flag = (on: boolean, text: string) => (on ? [text] : []);

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

/** A word that starts with `?` is for plain HTTP only. */
const commands: Record<PullTool, string | ((parts: Parts) => string[])> = {
  // Docker accepts plain HTTP from loopback without an option, and from other hosts only through its daemon's settings.
  docker: "docker pull $platform $ref",
  podman: "podman pull ?--tls-verify=false $platform $ref",
  nerdctl: "nerdctl ?--insecure-registry pull $platform $ref",
  skopeo,
  crane: "crane pull ?--insecure $platform $ref $name.tar",
  helm,
  "docker buildx": "docker buildx build --cache-from type=registry,ref=$ref .",
  "docker plugin": "docker plugin install $ref",
  "docker model": "docker model pull $ref",
  porter: "porter install $name --reference $ref ?--insecure-registry",
  apptainer: "apptainer pull ?--no-https $name.sif oras://$ref",
  flux: "flux pull artifact oci://$ref --output . ?--insecure-registry",
  wkg: "wkg oci pull $ref --output $name.wasm ?--insecure ?$host",
  ollama: "ollama pull ?--insecure $ref",
  kit: "kit pull $ref ?--plain-http",
  oras: "oras pull ?--plain-http $ref",
};

function wordsOf(tool: PullTool, parts: Parts): string[] {
  const command = commands[tool];
  if (typeof command === "function") return command(parts);
  const { reference, name, target } = parts;
  const values: Record<string, string> = { ref: reference, name, host: target.pullHost };
  return command.split(" ").flatMap((word) => {
    if (word === "$platform") return target.platform ? [`--platform=${target.platform}`] : [];
    if (word.startsWith("?") && !target.plainHttp) return [];
    return word.replace("?", "").replace(/\$(ref|name|host)/, (_, value: string) => values[value] ?? "");
  });
}

/** Returns the command line that pulls the target; by digest if it has no tag, and by tag if it has no digest. */
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
  return wordsOf(tool, parts).map(shellQuote).join(" ");
}

// A platform comes from an image's own JSON, so everything that a shell would read as more than a word is quoted.
function shellQuote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
