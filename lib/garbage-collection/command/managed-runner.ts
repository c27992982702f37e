import "server-only";
import { stat } from "node:fs/promises";
import path from "node:path";
import {
  type EmbeddedRegistry,
  embeddedRegistry,
  restartEmbeddedRegistry,
} from "@/lib/embedded-registry/embedded-registry";
import { findRegistryVersion } from "@/lib/embedded-registry/find-registry-version";
import { AppError } from "@/lib/errors/app-error";
import { runStep } from "@/lib/garbage-collection/runner/run-step";
import type { SteppedRunner } from "@/lib/garbage-collection/runner/runner";
import { splitDigest } from "@/lib/oci/digest";
import type { RegistryConnection } from "@/lib/registry/connection";

const timeoutMs = 6 * 60 * 60 * 1000;
const filesAtOnce = 64;

function blobFile(storageDir: string, digest: string): string {
  const { algorithm, hex } = splitDigest(digest);
  const blobs = path.join(/*turbopackIgnore: true*/ storageDir, "docker", "registry", "v2", "blobs");
  return path.join(blobs, algorithm, hex.slice(0, 2), hex, "data");
}

async function findFileSizes(storageDir: string, digests: readonly string[]): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  for (let start = 0; start < digests.length; start += filesAtOnce) {
    const batch = digests.slice(start, start + filesAtOnce);
    const found = await Promise.all(batch.map((digest) => stat(blobFile(storageDir, digest)).catch(() => null)));
    for (const [index, digest] of batch.entries()) {
      const size = found[index]?.size;
      if (size !== undefined) sizes.set(digest, size);
    }
  }
  return sizes;
}

function requireEmbeddedRegistry(): EmbeddedRegistry {
  const registry = embeddedRegistry();
  if (!registry) throw new AppError("unavailable", "The embedded registry is not running.");
  return registry;
}

/** Collects the embedded registry, which is restarted read-only for the collection and writable afterwards. */
export function managedRunner(connection: RegistryConnection): SteppedRunner {
  const sizes = (digests: readonly string[]) => findFileSizes(requireEmbeddedRegistry().storageDir, digests);
  return {
    by: "steps",
    kind: "managed",
    connection,
    hasOwnSteps: false,
    // Only one console uses the embedded registry and its collector, and starting that console ends the collector.
    endsCollector: true,
    allowWritable: false,
    stopsRegistry: false,
    prepare: (kind) => (context, onLine) => {
      const command = requireEmbeddedRegistry().collectCommand(kind);
      return runStep(context, { command, environment: { OTEL_TRACES_EXPORTER: "none" }, timeoutMs, onLine });
    },
    makeReadOnly: () => restartEmbeddedRegistry({ readOnly: true }),
    makeWritable: () => restartEmbeddedRegistry({ readOnly: false }),
    forgetCached: null,
    canLookUnasked: true,
    findSizes: sizes,
    findRemaining: async (digests) => new Set((await sizes(digests)).keys()),
    inspect: null,
    findVersion: async () => findRegistryVersion(requireEmbeddedRegistry().program),
  };
}
