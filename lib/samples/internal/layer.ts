import "server-only";
import { storeAsGzip } from "./gzip";
import { digestOf, makeBlob, type SampleBlob } from "./sample";
import { seededBytes } from "./seeded-bytes";
import { makeTar, type TarEntry } from "./tar";
import { storeAsZstd } from "./zstd";

export type Layer = SampleBlob & { diffId: string };

/** A file by its size or its text; a path that ends with a slash is a directory, `-> target` makes a link. */
export type LayerFiles = Record<string, number | string>;

const ociLayer = "application/vnd.oci.image.layer.v1.tar";
const formats = {
  gzip: { mediaType: `${ociLayer}+gzip`, wrap: storeAsGzip },
  zstd: { mediaType: `${ociLayer}+zstd`, wrap: storeAsZstd },
  tar: { mediaType: ociLayer, wrap: (tar: Buffer) => tar },
  docker: { mediaType: "application/vnd.docker.image.rootfs.diff.tar.gzip", wrap: storeAsGzip },
};
export type LayerFormat = keyof typeof formats;

/** Makes a layer with these files; `seed` decides the content of files that are given by size only. */
export function makeLayer(seed: string, created: string, files: LayerFiles, format: LayerFormat = "gzip"): Layer {
  const tar = makeTar(
    Object.entries(files).map(([path, content]) => makeEntry(seed, path, content)),
    Math.floor(Date.parse(created) / 1000),
  );
  const { mediaType, wrap } = formats[format];
  return { ...makeBlob(mediaType, wrap(tar)), diffId: digestOf(tar) };
}

function makeEntry(seed: string, path: string, content: number | string): TarEntry {
  if (path.endsWith("/")) return { path };
  if (typeof content === "number")
    return { path, content: seededBytes(`${seed} ${path}`, content), mode: isProgram(path) ? 0o755 : 0o644 };
  if (content.startsWith("-> ")) return { path, linkTo: content.slice(3), mode: 0o777 };
  return { path, content: Buffer.from(content) };
}

function isProgram(path: string): boolean {
  return /(?:^|\/)s?bin\/[^/]+$|\.so(?:\.|$)/.test(path);
}
