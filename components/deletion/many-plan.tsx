import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ByteSize } from "@/components/ui/byte-size";
import { Fact } from "@/components/ui/fact";
import { Link } from "@/components/ui/link";
import type { PlannedDeletion } from "@/lib/contract/deletions";
import { pagePaths } from "@/lib/contract/paths";
import { firstItemsQuery } from "./deletion-queries";
import { NameList } from "./name-list";

/** What is deleted, what stays and why, and what that frees: in numbers and names. */
export function ManyPlan({ plan }: { plan: PlannedDeletion }) {
  const t = useTranslations("deletionPlan");
  const { registry, repository, tags, attachedTags, manifests, tagsOnKeptManifests, remainingTags } = plan;
  const { data } = useQuery(firstItemsQuery(plan.id));
  const names = (data?.items ?? []).flatMap(({ tag }) => tag ?? []);
  return (
    <dl className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-4 gap-y-3 max-sm:grid-cols-1 max-sm:gap-y-1">
      <Fact label={t("goes")}>
        <NameList
          title={t("tags", { count: tags + attachedTags })}
          names={names}
          total={tags + attachedTags}
          hrefOf={(name) => pagePaths.tag(registry, repository, name)}
        />
        {attachedTags > 0 ? <p>{t("attached", { count: attachedTags })}</p> : null}
        {manifests > 0 ? <p>{t("manifests", { count: manifests })}</p> : null}
        <p>
          <Link href={pagePaths.plannedDeletion(plan.id)} target="_blank" prefetch={false} className="text-accent">
            {t("everyItem")}
          </Link>
        </p>
      </Fact>
      <Fact label={t("stays")}>
        <p>{remainingTags === 0 ? t("noTagStays") : t("remaining", { count: remainingTags })}</p>
        {tagsOnKeptManifests > 0 ? <p>{t("keptManifests", { count: tagsOnKeptManifests })}</p> : null}
        {plan.absentTags > 0 ? <p className="text-amber">{t("absent", { count: plan.absentTags })}</p> : null}
        {plan.protectedTags.length > 0 ? (
          <p className="text-amber wrap-anywhere">
            {t("protected", { count: plan.protectedTags.length, names: plan.protectedTags.slice(0, 5).join(", ") })}
          </p>
        ) : null}
        {plan.namedAgainTags.length > 0 ? (
          <p className="text-amber wrap-anywhere">
            {t("namedAgain", { count: plan.namedAgainTags.length, names: plan.namedAgainTags.slice(0, 5).join(", ") })}
          </p>
        ) : null}
        {plan.unreadableTags.length > 0 ? (
          <p className="text-amber wrap-anywhere">
            {t("unreadable", { count: plan.unreadableTags.length, names: plan.unreadableTags.slice(0, 5).join(", ") })}
          </p>
        ) : null}
        {plan.unreadTags > 0 ? <p className="text-amber">{t("unread", { count: plan.unreadTags })}</p> : null}
        {plan.wholeRepository ? <p>{t("emptyName")}</p> : null}
      </Fact>
      <Fact label={t("frees")}>
        <Frees plan={plan} />
      </Fact>
      <Fact label={t("undo")}>
        {plan.danglingTags < tags + attachedTags ? (
          <p>{t(plan.incompleteTags.length > 0 ? "undoMost" : "undoUntil")}</p>
        ) : null}
        {plan.incompleteTags.length > 0 ? (
          <p className="text-amber wrap-anywhere">
            {t("incomplete", { count: plan.incompleteTags.length, names: plan.incompleteTags.slice(0, 5).join(", ") })}
          </p>
        ) : null}
        {plan.danglingTags > 0 ? <p>{t("dangling", { count: plan.danglingTags })}</p> : null}
      </Fact>
    </dl>
  );
}

function Frees({ plan }: { plan: PlannedDeletion }) {
  const t = useTranslations("deletionPlan");
  const { reclaimableBytes, untaggedBytes, sharedBytes } = plan;
  const isDangling = plan.danglingTags === plan.tags + plan.attachedTags;
  const size = (bytes: number) => () => <ByteSize bytes={bytes} className="font-semibold" />;
  return (
    <>
      {reclaimableBytes ? <p>{t.rich("reclaimable", { size: size(reclaimableBytes) })}</p> : null}
      {untaggedBytes ? <p>{t.rich("untagged", { size: size(untaggedBytes) })}</p> : null}
      {reclaimableBytes || untaggedBytes ? null : <p>{t(isDangling ? "namesNothing" : "nothing")}</p>}
      {sharedBytes ? <p className="text-muted">{t.rich("shared", { size: size(sharedBytes) })}</p> : null}
    </>
  );
}
