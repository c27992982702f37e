import "server-only";
import type { Failure } from "@/lib/garbage-collection/collector-output/explain-failure";
import type { Capabilities } from "@/lib/registry/get-capabilities";
import type { SilentTag, TagSnapshot } from "./snapshot-tags";

const unsafe = (detail: string): Failure => ({ code: "remove-untagged-unsafe", detail });
const nameOf = ({ repository, tag }: SilentTag) => `${repository}:${tag}`;
const few = (names: string[]) =>
  `${names.slice(0, 3).join(", ")}${names.length > 3 ? ` and ${names.length - 3} more` : ""}`;

/**
 * Returns why removing untagged manifests would destroy what is in use there, or null. `kind` is the registry's family.
 * The rules are measured on 2.8.2 and 3.1.1: 2.8 removes the children of every image index and stops at a repository
 * that never had a tag; 3.x sweeps the blobs of such a repository.
 */
export function findUntaggedDanger(kind: Capabilities["kind"], snapshot: TagSnapshot): Failure | null {
  const { answering, silent, withoutTags, complete } = snapshot;
  if (kind !== "distribution-2" && kind !== "distribution-3")
    return unsafe("The kind of this registry is unknown, and so is what its collector would remove.");
  if (!complete) return unsafe("Not every repository and tag can be listed, so it is unknown what is in use.");
  if (withoutTags.length > 0)
    return unsafe(`${few(withoutTags)} never had a tag; its images would be lost. Tag them or delete them first.`);
  if (silent.length > 0)
    return unsafe(
      `${few(silent.map(nameOf))} can't be read, so it is unknown what it needs. Repair or delete it first.`,
    );
  const indexes = kind === "distribution-2" ? [...answering].filter(([, { isIndex }]) => isIndex) : [];
  if (indexes.length > 0)
    return unsafe(
      `Registry 2.8 would remove the platforms of multi-platform images and the signatures listed in an index, such as ${few(indexes.map(([name]) => name))}. Upgrade to registry 3, or delete untagged manifests one by one.`,
    );
  return null;
}
