import "server-only";

// In build order: fixes of 1.4 continue beside 2.x, so that the order of the versions differs.
const versions = [
  ...["1.0.0-alpha.1", "1.0.0-beta.1", "1.0.0-rc.1", "1.0.0", "1.0.1", "1.1.0-rc.1", "1.1.0", "1.1.1", "1.2.0"],
  ...["1.2.1", "1.2.2", "1.3.0-rc.1", "1.3.0", "1.3.1", "1.4.0", "1.4.1", "1.4.2", "2.0.0-beta.1", "2.0.0-beta.2"],
  ...["1.4.3", "2.0.0-rc.1", "2.0.0", "1.4.4", "2.0.1", "2.1.0", "2.2.0", "1.4.5", "2.3.0", "2.3.1", "2.4.0"],
  ...["2.5.0", "2.6.0-rc.1", "2.6.0", "1.4.6", "2.7.0", "2.8.0", "2.8.1", "2.9.0", "2.10.0-rc.1", "2.10.0"],
];
const firstBuild = Date.parse("2026-03-02T09:12:40Z");
const dayMs = 86_400_000;

export type ServiceBuild = { version: string; created: string; major: number; minor: number };

/** The forty builds of the service, five to eight days apart, from March to November. */
export function paymentsApiBuilds(): ServiceBuild[] {
  let at = firstBuild;
  return versions.map((version, index) => {
    const created = new Date(at).toISOString().replace(".000", "");
    at += (5 + ((index * 7) % 4)) * dayMs + (((index * 37) % 300) - 150) * 60_000;
    const [major = 0, minor = 0] = version.split(".").map(Number);
    return { version, created, major, minor };
  });
}
