import "server-only";
import type { Platform } from "@/lib/oci/platform";
import { type BuildStep, buildkit } from "./image";
import { type LayerFormat, makeLayer } from "./layer";

export const amd64: Platform = { architecture: "amd64", os: "linux" };
export const arm64: Platform = { architecture: "arm64", os: "linux" };
export const arm7: Platform = { architecture: "arm", os: "linux", variant: "v7" };

export type DebianRelease = { version: string; created: string };
export const debian12_5: DebianRelease = { version: "12.5", created: "2026-02-10T00:00:00Z" };
export const debian12_8: DebianRelease = { version: "12.8", created: "2026-08-11T00:00:00Z" };

const triplets: Record<string, string> = {
  amd64: "x86_64-linux-gnu",
  arm64: "aarch64-linux-gnu",
  arm: "arm-linux-gnueabihf",
};

/** Returns the steps of a Debian image; everything built on the same release and platform shares its layer. */
export function debianSteps(release: DebianRelease, platform: Platform, format: LayerFormat = "gzip"): BuildStep[] {
  const { version, created } = release;
  const library = `usr/lib/${triplets[platform.architecture] ?? platform.architecture}`;
  const layer = makeLayer(`debian ${version} ${platform.architecture}`, created, debianFiles(version, library), format);
  const epoch = Date.parse(created) / 1000;
  const createdBy = `# debian.sh --arch '${platform.architecture}' out/ 'bookworm' '@${epoch}'`;
  return [{ created, createdBy, comment: "debuerreotype 0.15", layer }];
}

function debianFiles(version: string, library: string) {
  return {
    bin: "-> usr/bin",
    "etc/": "",
    "etc/debian_version": `${version}\n`,
    "etc/os-release": `PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_ID="12"\nID=debian\n`,
    "etc/passwd": "root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n",
    "usr/bin/bash": 34_000,
    "usr/bin/dpkg": 9_000,
    "usr/bin/perl": 26_000,
    [`${library}/libc.so.6`]: 42_000,
    [`${library}/libcrypto.so.3`]: 38_000,
    [`${library}/libstdc++.so.6.0.30`]: 21_000,
    "usr/share/i18n/locales/en_GB": 6_000,
    "var/lib/dpkg/status": 14_000,
    "tmp/": "",
  };
}

/** Returns the steps that put Node on top of Debian, as the official images do. */
export function nodeSteps(release: DebianRelease, platform: Platform): BuildStep[] {
  const created = release.created.replace("T00:", "T06:");
  const layer = makeLayer(`node ${release.version} ${platform.architecture}`, created, {
    "usr/local/bin/node": 96_000,
    "usr/local/bin/npm": "-> ../lib/node_modules/npm/bin/npm-cli.js",
    "usr/local/lib/node_modules/npm/bin/npm-cli.js": "#!/usr/bin/env node\nrequire('../lib/cli.js')(process)\n",
    "usr/local/lib/node_modules/npm/lib/cli.js": 5_000,
  });
  return [
    ...debianSteps(release, platform),
    { created, createdBy: "ENV NODE_VERSION=24.4.0", comment: buildkit },
    {
      created,
      createdBy:
        'RUN /bin/sh -c ARCH= && dpkgArch="$(dpkg --print-architecture)" && curl -fsSLO --compressed "https://nodejs.org/dist/v$NODE_VERSION/node-v$NODE_VERSION-linux-$ARCH.tar.xz" && tar -xJf "node-v$NODE_VERSION-linux-$ARCH.tar.xz" -C /usr/local --strip-components=1 --no-same-owner # buildkit',
      comment: buildkit,
      layer,
    },
    { created, createdBy: 'CMD ["node"]', comment: buildkit },
  ];
}
