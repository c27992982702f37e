import "server-only";

export type Package = [name: string, version: string, license: string];

/** Returns a small SPDX 2.3 document of the packages. */
export function spdxDocument(name: string, created: string, packages: Package[]) {
  return {
    spdxVersion: "SPDX-2.3",
    dataLicense: "CC0-1.0",
    SPDXID: "SPDXRef-DOCUMENT",
    name,
    documentNamespace: `https://example.com/spdx/${name}`,
    creationInfo: { created, creators: ["Organization: Example"] },
    packages: packages.map(([packageName, version, license]) => ({
      name: packageName,
      SPDXID: `SPDXRef-Package-${packageName}`,
      versionInfo: version,
      licenseConcluded: license,
      downloadLocation: "NOASSERTION",
    })),
  };
}
