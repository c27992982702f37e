const names: Record<string, string> = {
  "distribution-2": "CNCF Distribution 2",
  "distribution-3": "CNCF Distribution 3",
  zot: "zot",
  harbor: "Harbor",
  quay: "Quay",
  gitlab: "GitLab Container Registry",
};

/** Returns the name of the software behind a registry; null if it is unknown. */
export function registryKind(kind: string): string | null {
  return names[kind] ?? null;
}
