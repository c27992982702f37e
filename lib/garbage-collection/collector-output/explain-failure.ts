import "server-only";
import type { ErrorCode } from "@/lib/errors/error-codes";
import type { CollectorReport } from "./parse-collector-output";

export type Failure = { code: ErrorCode; detail: string };

const corruptManifest = /failed to retrieve manifest for digest (sha256:[0-9a-f]{64})(?:: (.*))?/;
const withoutTags = /failed to retrieve tags unknown repository name=(\S+)/;
// The storage has nothing at all, or only the beginning of an upload.
const neverPushed =
  /^(?:failed to mark: .*Path not found: \/docker\/registry\/v2\/repositories|error enumerating blobs: .*Path not found: \/docker\/registry\/v2\/blobs)$/;

function explainError(error: string, repository: string | null): Failure {
  const [corrupt, digest, reason] = corruptManifest.exec(error) ?? [];
  if (corrupt) {
    const place = repository ? ` in repository ${repository}` : "";
    return {
      code: "manifest-corrupt",
      detail: `The collection stops at the manifest ${digest}${place}, which can't be read${reason ? ` (${reason})` : ""}. Nothing was removed. Delete it by its digest and run again.`,
    };
  }
  const bare = withoutTags.exec(error)?.[1];
  if (bare) {
    return {
      code: "remove-untagged-unsafe",
      detail: `The repository ${bare} has manifests and no tags, where this registry version stops. Tag them, or run without removing untagged manifests.`,
    };
  }
  return { code: "collector-failed", detail: `The registry's collector failed: ${error.slice(0, 1_000)}` };
}

/** Returns whether the collector found no storage because nothing was ever pushed. */
export function isNeverPushed(report: CollectorReport): boolean {
  return report.errors.some((error) => neverPushed.test(error));
}

/**
 * Returns why the collector did not do its work, or null if it did. It must have exited with 0 and printed its totals
 * and no error; if nothing was ever pushed, there was nothing to do.
 */
export function explainFailure(report: CollectorReport, exitCode: number | null): Failure | null {
  if (isNeverPushed(report)) return null;
  const [error] = report.errors;
  if (error !== undefined) return explainError(error, report.lastRepository);
  if (exitCode !== 0)
    return {
      code: "collector-failed",
      detail: `The collector ended with exit code ${exitCode ?? "none"}; see the log.`,
    };
  if (report.summary === null)
    return { code: "collector-failed", detail: "The collector ended without its totals. See the log." };
  return null;
}
