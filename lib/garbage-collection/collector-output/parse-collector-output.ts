import "server-only";
import { isRepositoryName } from "@/lib/oci/repository-name";

export type CollectorSummary = { blobsMarked: number; blobsEligible: number; manifestsEligible: number };

export type CollectorReport = {
  /** Null until the line with the totals arrives: a collection without it did not finish. */
  summary: CollectorSummary | null;
  /** Digests of the blobs to be removed, manifests among them; at most a million. */
  blobs: Set<string>;
  /** Manifests that "remove untagged" would remove. */
  manifests: { repository: string; digest: string }[];
  /** Repositories that have manifests and never had a tag. */
  repositoriesWithoutTags: string[];
  /** Digests of the manifests that the collector found and keeps; at most a million. */
  marked: Set<string>;
  /** Whether the collector keeps more manifests than `marked` holds. */
  marksMore: boolean;
  /** The repository that was read last; an error belongs to it. */
  lastRepository: string | null;
  errors: string[];
};

const mostBlobs = 1_000_000;
const mostErrors = 20;

const summaryLine = /^(\d+) blobs marked, (\d+) blobs and (\d+) manifests eligible for deletion$/;
const blobLine = /^blob eligible for deletion: (sha256:[0-9a-f]{64})$/;
// 2.8 names the digest only, 3.x also the repository and all of its tags.
const manifestLine = /^manifest eligible for deletion: (?:\{(\S+) )?(sha256:[0-9a-f]{64})(?: \[.*\]\})?$/;
const withoutTagsLine = /^manifest tags path of repository (\S+) does not exist$/;
const markedLine = /^\S+: marking manifest (sha256:[0-9a-f]{64})$/;
const errorLine = /^failed to garbage collect: /;

/**
 * Parses the output of `registry garbage-collect` of CNCF Distribution 2.8 and 3.x, line by line, from both stdout and
 * stderr. A dry run and a collection print the same. Ignores lines that mean nothing here.
 */
export function readCollectorOutput(): { readonly report: CollectorReport; push(line: string): void } {
  const report: CollectorReport = {
    summary: null,
    blobs: new Set(),
    manifests: [],
    repositoriesWithoutTags: [],
    marked: new Set(),
    marksMore: false,
    lastRepository: null,
    errors: [],
  };
  return { report, push: (line) => readLine(report, line.trimEnd()) };
}

function readLine(report: CollectorReport, line: string): void {
  const marked = markedLine.exec(line)?.[1];
  if (marked) {
    if (report.marked.size < mostBlobs) report.marked.add(marked);
    else report.marksMore = true;
    return;
  }
  const blob = blobLine.exec(line);
  if (blob?.[1]) {
    if (report.blobs.size < mostBlobs) report.blobs.add(blob[1]);
    return;
  }
  const summary = summaryLine.exec(line);
  if (summary) {
    const [blobsMarked = 0, blobsEligible = 0, manifestsEligible = 0] = summary.slice(1).map(Number);
    report.summary = { blobsMarked, blobsEligible, manifestsEligible };
    return;
  }
  const manifest = manifestLine.exec(line);
  if (manifest?.[2]) {
    if (report.manifests.length < mostBlobs)
      report.manifests.push({ repository: manifest[1] ?? report.lastRepository ?? "", digest: manifest[2] });
    return;
  }
  const withoutTags = withoutTagsLine.exec(line)?.[1];
  if (withoutTags && report.repositoriesWithoutTags.length < mostErrors) {
    report.repositoriesWithoutTags.push(withoutTags);
  } else if (errorLine.test(line) && report.errors.length < mostErrors) {
    report.errors.push(line.replace(errorLine, ""));
  } else if (isRepositoryName(line)) {
    report.lastRepository = line;
  }
}
