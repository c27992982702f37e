const names: Record<string, string> = {
  "distribution-2": "CNCF Distribution 2",
  "distribution-3": "CNCF Distribution 3",
  zot: "zot",
  harbor: "Harbor",
  quay: "Quay",
  gitlab: "GitLab Container Registry",
};

/** The name of the software behind a registry; null where it isn't known. */
export function registryKind(kind: string): string | null {
  return names[kind] ?? null;
}
