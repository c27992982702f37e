import { useTranslations } from "next-intl";
import type { AttachedTags } from "@/lib/contract/tags";

/** What lists these tags: the list leaves them out otherwise. */
export const referrerQuery = "sha256-";

const order = ["signatures", "attestations", "sboms", "lists"] as const;

export function countAttachedTags(attached: AttachedTags): number {
  return order.reduce((sum, name) => sum + attached[name], 0);
}

/** How many signatures, attestations and SBOMs there are, in words. */
export function AttachedWords({ attached }: { attached: AttachedTags }) {
  const t = useTranslations("repository.attachedTags");
  return order
    .filter((name) => attached[name] > 0)
    .map((name) => t(name, { count: attached[name] }))
    .join(", ");
}
