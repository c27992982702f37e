export type Platform = {
  architecture: string;
  os: string;
  variant?: string | undefined;
  "os.version"?: string | undefined;
};

/** `os/architecture[/variant]`, as `docker --platform` takes it. */
export function formatPlatform(platform: Platform): string {
  const { os, architecture, variant } = platform;
  return [os, architecture, variant].filter(Boolean).join("/");
}

/** BuildKit marks attestation manifests with this platform (buildkit, attestation-storage.md). */
export function isUnknownPlatform(platform: Platform | undefined): boolean {
  return platform?.os === "unknown" && platform.architecture === "unknown";
}
