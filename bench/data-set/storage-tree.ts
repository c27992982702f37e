import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Blob } from "./build-image";

/** Returns the root of a registry's storage, below its configured folder. */
export function storageRoot(storageDir: string): string {
  return join(storageDir, "docker/registry/v2");
}

/**
 * Writes files as a registry would (registry/storage/paths.go of CNCF Distribution), as far as reading needs them: it
 * leaves out a tag's history (`index`) and the links of the layers, whose bytes don't exist either.
 */
export class StorageTree {
  readonly #root: string;

  constructor(storageDir: string) {
    this.#root = storageRoot(storageDir);
  }

  /** Makes the folders that all writers share. */
  prepare(): void {
    for (let prefix = 0; prefix < 256; prefix++)
      mkdirSync(join(this.#root, "blobs/sha256", prefix.toString(16).padStart(2, "0")), { recursive: true });
  }

  repository(name: string): RepositoryTree {
    return new RepositoryTree(this.#root, name);
  }
}

class RepositoryTree {
  readonly #blobs: string;
  readonly #layers: string;
  readonly #revisions: string;
  readonly #tags: string;

  constructor(root: string, name: string) {
    this.#blobs = `${root}/blobs/sha256`;
    this.#layers = `${root}/repositories/${name}/_layers/sha256`;
    this.#revisions = `${root}/repositories/${name}/_manifests/revisions/sha256`;
    this.#tags = `${root}/repositories/${name}/_manifests/tags`;
    for (const folder of [this.#layers, this.#revisions, this.#tags]) mkdirSync(folder, { recursive: true });
  }

  config(blob: Blob): void {
    this.#store(blob);
    writeIn(`${this.#layers}/${blob.hex}`, "link", `sha256:${blob.hex}`);
  }

  manifest(blob: Blob): void {
    this.#store(blob);
    writeIn(`${this.#revisions}/${blob.hex}`, "link", `sha256:${blob.hex}`);
  }

  tag(tag: string, { hex }: Blob): void {
    const folder = `${this.#tags}/${tag}`;
    makeFolder(folder);
    writeIn(`${folder}/current`, "link", `sha256:${hex}`);
  }

  #store({ hex, bytes }: Blob): void {
    writeIn(`${this.#blobs}/${hex.slice(0, 2)}/${hex}`, "data", bytes);
  }
}

function writeIn(folder: string, name: string, content: string): void {
  if (makeFolder(folder)) writeFileSync(`${folder}/${name}`, content);
}

// Returns false if the folder already exists: it then holds the same content, as its name is the content's digest.
function makeFolder(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}
