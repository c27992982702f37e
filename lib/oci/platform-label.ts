import { shortDigest } from "./digest";
import type { Compression } from "./layer-type";

/** What distinguishes one child of an index from another. */
export type Child = {
  platform: string | null;
  osVersion: string | null;
  osFeatures: string[];
  compression: Compression | null;
  artifactType: string | null;
  title: string | null;
  digest: string;
};

/**
 * Returns a name for each of these children: its platform, else its title or type, with as many details as are needed
 * to distinguish it from others of that name.
 */
export function labelChildren(children: readonly Child[]): string[] {
  const names = children.map((child) => child.platform ?? child.title ?? child.artifactType ?? digestOf(child));
  return [versionOf, featuresOf, typeOf, titleOf, compressionOf, digestOf].reduce(
    (labels, detailOf) => tellApart(labels, children.map(detailOf)),
    names,
  );
}

/** Adds details to equal labels, if the details differ. */
function tellApart(labels: readonly string[], details: readonly string[]): string[] {
  const alike = Map.groupBy(labels.keys(), (at) => labels[at] ?? "");
  return labels.map((label, at) => {
    const others = alike.get(label) ?? [];
    const differ = new Set(others.map((other) => details[other])).size > 1;
    return differ ? [label, details[at]].filter(Boolean).join(" ") : label;
  });
}

const versionOf = ({ osVersion }: Child) => osVersion ?? "";
const featuresOf = ({ osFeatures }: Child) => osFeatures.join(",");
const typeOf = ({ artifactType }: Child) => artifactType ?? "";
const titleOf = ({ platform, title }: Child) => (platform === null ? "" : (title ?? ""));
const compressionOf = ({ compression }: Child) => compression ?? "";
const digestOf = ({ digest }: Child) => shortDigest(digest);
