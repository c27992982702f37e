import "server-only";

const ociPrefix = "org.opencontainers.image.";

/**
 * Returns a label's name as it is stored: most names are from the OCI image specification (annotations.md) and begin
 * alike.
 */
export function encodeLabelName(name: string): string {
  // No name begins with a space.
  return name.startsWith(ociPrefix) ? ` ${name.slice(ociPrefix.length)}` : name;
}

export function decodeLabelName(stored: string): string {
  return stored.startsWith(" ") ? `${ociPrefix}${stored.slice(1)}` : stored;
}
