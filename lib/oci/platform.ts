import type { FieldReader } from "./field-reader";

export type Platform = {
  /** Empty if it is missing, as is `os`. */
  architecture: string;
  os: string;
  variant?: string | undefined;
  "os.version"?: string | undefined;
  "os.features"?: string[] | undefined;
};

const longest = 200;
const mostFeatures = 20;

/**
 * Returns the platform that a child of an index names, even if it is incomplete; undefined if it has neither `os` nor
 * `architecture`.
 */
export function readPlatform(descriptor: FieldReader): Platform | undefined {
  const fields = descriptor.object("platform");
  if (!fields) return undefined;
  const text = (name: string) => fields.text(name, longest);
  const [os, architecture, variant, version] = [text("os"), text("architecture"), text("variant"), text("os.version")];
  if (os === null && architecture === null) return undefined;
  const features = fields.texts("os.features", mostFeatures);
  return {
    architecture: architecture ?? "",
    os: os ?? "",
    ...(variant !== null && { variant }),
    ...(version !== null && { "os.version": version }),
    ...(features.length > 0 && { "os.features": features }),
  };
}

/** Returns `os/architecture[/variant]`, as `docker --platform` takes it; null if `os` or `architecture` is unknown. */
export function formatPlatform({ os, architecture, variant }: Platform): string | null {
  if (os === "" || architecture === "") return null;
  return [os, architecture, variant].filter(Boolean).join("/");
}

/** Returns true for the platform with which BuildKit marks attestation manifests (buildkit, attestation-storage.md). */
export function isUnknownPlatform(platform: Platform | undefined): boolean {
  return platform?.os === "unknown" && platform.architecture === "unknown";
}
