import { useTranslations } from "next-intl";
import type { AttachedTags } from "@/lib/contract/tags";

/** The query that lists the referrers' tags, which the list otherwise leaves out. */
export const referrerQuery = "sha256-";

const order = ["signatures", "attestations", "sboms", "lists"] as const;

export function countAttachedTags(attached: AttachedTags): number {
  return order.reduce((sum, name) => sum + attached[name], 0);
}

/** The numbers of signatures, attestations and SBOMs, in words. */
export function AttachedWords({ attached }: { attached: AttachedTags }) {
  const t = useTranslations("repository.attachedTags");
  return order
    .filter((name) => attached[name] > 0)
    .map((name) => t(name, { count: attached[name] }))
    .join(", ");
}
