import "server-only";
import { isAppError } from "@/lib/errors/app-error";
import type { Failure } from "@/lib/garbage-collection/collector-output/explain-failure";
import type { CollectorReport } from "@/lib/garbage-collection/collector-output/parse-collector-output";
import { forEachAtOnce } from "@/lib/jobs/for-each-at-once";
import { parseManifest } from "@/lib/oci/manifest";
import type { RegistryConnection } from "@/lib/registry/connection";
import { findManifest } from "@/lib/registry/find-manifest";
import { findManifestDigest } from "@/lib/registry/find-manifest-digest";

const requestsAtOnce = 8;
/**
 * Returns why the manifests that a dry run found untagged must stay, or null. Distribution doesn't follow `subject`: a
 * signature or SBOM that no fallback tag lists counts as untagged there, though the image that it belongs to stays.
 */
export async function examineUntagged(
  connection: RegistryConnection,
  report: CollectorReport,
): Promise<Failure | null> {
  const [bare] = report.repositoriesWithoutTags;
  if (bare)
    return {
      code: "remove-untagged-unsafe",
      detail: `${bare} never had a tag; the blobs of its images would be swept.`,
    };
  const eligible = report.summary?.manifestsEligible ?? 0;
  if (report.manifests.length < eligible)
    return {
      code: "remove-untagged-unsafe",
      detail: `The collector names only ${report.manifests.length} of the ${eligible} manifests it would remove, so it is unknown what they belong to. Don't use a quiet option in its command.`,
    };
  const going = new Set(report.manifests.map(({ repository, digest }) => `${repository}@${digest}`));
  const reasons: string[] = [];
  await forEachAtOnce(report.manifests, requestsAtOnce, async ({ repository, digest }) => {
    if (reasons.length > 0) return;
    try {
      const manifest = await findManifest(connection, repository, digest);
      const subject = manifest && parseManifest(manifest.bytes, manifest.mediaType).subject?.digest;
      if (!manifest) reasons.push(`${repository}@${digest} can't be read, so it is unknown what it belongs to.`);
      if (!subject || going.has(`${repository}@${subject}`)) return;
      if (await findManifestDigest(connection, repository, subject))
        reasons.push(
          `${repository}@${digest} belongs to the image ${subject} (a signature, SBOM or the like), which stays.`,
        );
    } catch (error) {
      if (!isAppError(error, "manifest-unsupported", "registry-bad-response", "digest-mismatch")) throw error;
      reasons.push(`${repository}@${digest} can't be read, so it is unknown what it belongs to.`);
    }
  });
  return reasons[0] ? { code: "remove-untagged-unsafe", detail: reasons[0] } : null;
}
