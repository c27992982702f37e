import { Random, sha256 } from "./random";

export type Layer = { digest: string; diffId: string; size: number; createdBy: string };

const kib = 1024;
const mib = 1024 * kib;

const bases = [
  { name: "alpine", releases: ["3.18", "3.19", "3.20", "3.21"], layers: 1, size: 3 * mib },
  {
    name: "debian",
    releases: ["bookworm-20250113", "bookworm-20250630", "trixie-20251103"],
    layers: 1,
    size: 28 * mib,
  },
  { name: "ubuntu", releases: ["jammy", "noble"], layers: 2, size: 15 * mib },
  { name: "ubi9-minimal", releases: ["9.3", "9.4", "9.5"], layers: 2, size: 19 * mib },
  { name: "distroless", releases: ["base-2024", "base-2025"], layers: 3, size: 3 * mib },
];
const runtimes = ["node-22", "node-24", "openjdk-21", "python-3.12", "python-3.13", "go-1.25", "dotnet-9", "ruby-3.4"];

// Layers are only named; their bytes don't exist, because nothing in the benchmark pulls an image.
function layer(name: string, createdBy: string, from: number, to: number): Layer {
  const size = new Random(name).skewed(from, to);
  return { digest: `sha256:${sha256(name)}`, diffId: `sha256:${sha256(`${name}/diff`)}`, size, createdBy };
}

const shared = new Map<string, Layer[]>();

// Only a few hundred shared layers exist across all repositories.
function sharedLayers(key: string, make: () => Layer[]): Layer[] {
  const known = shared.get(key) ?? make();
  shared.set(key, known);
  return known;
}

/**
 * Returns the 5 to 8 layers of a build for one platform: a base and a runtime that the whole registry shares,
 * dependencies that ten builds in a row share, and the build's own layers.
 */
export function layersOf(seed: string, source: string, build: number, platform: string): Layer[] {
  const stack = new Random(`${seed}/${source}/stack`);
  const base = stack.pick(bases);
  const runtime = stack.pick(runtimes);
  const steps = stack.between(1, 2);
  const release = base.releases[Math.floor(build / 200) % base.releases.length];
  const system = `${seed}/${platform}/${base.name}:${release}`;
  const own = `${seed}/${source}/${platform}`;
  const generation = Math.floor(build / 10);
  return [
    ...sharedLayers(system, () =>
      Array.from({ length: base.layers }, (_, index) =>
        layer(`${system}/${index}`, `ADD rootfs-${index}.tar.xz / # buildkit`, base.size, base.size * 2),
      ),
    ),
    ...sharedLayers(`${system}/${runtime}`, () => [
      layer(`${system}/${runtime}`, `RUN /bin/sh -c install-runtime ${runtime} # buildkit`, 12 * mib, 90 * mib),
    ]),
    ...Array.from({ length: steps }, (_, step) =>
      layer(`${own}/deps-${step}/${generation}`, `RUN /bin/sh -c make deps-${step} # buildkit`, mib, 120 * mib),
    ),
    layer(`${own}/assets/${build}`, "COPY /src/assets /app/assets # buildkit", 2 * kib, 2 * mib),
    layer(`${own}/app/${build}`, "COPY /src/dist /app # buildkit", 40 * kib, 30 * mib),
  ];
}
