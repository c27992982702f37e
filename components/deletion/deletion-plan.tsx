import { useTranslations } from "next-intl";
import { ByteSize } from "@/components/ui/byte-size";
import { Digest } from "@/components/ui/digest";
import { Fact } from "@/components/ui/fact";
import { pagePaths } from "@/lib/contract/paths";
import type { TagDeletionPreview } from "@/lib/contract/tag-deletion-preview";
import { isDigest, shortDigest } from "@/lib/oci/digest";
import type { TagToDelete } from "./deletion-queries";
import { NameList } from "./name-list";

/** What is deleted, what stays and why, and what that frees: in numbers and names. */
export function DeletionPlan({ plan, target }: { plan: TagDeletionPreview; target: TagToDelete }) {
  const t = useTranslations("deletion");
  const { registry, repository } = target;
  const tagHref = (name: string) => pagePaths.tag(registry, repository, name);
  const digestHref = (digest: string) => pagePaths.manifest(registry, repository, digest);
  return (
    <dl className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-4 gap-y-3 max-sm:grid-cols-1 max-sm:gap-y-1">
      <Fact label={t("goes")}>
        <p>
          {t.rich("tagGoes", { tag: () => <b className="mono wrap-anywhere font-semibold">{plan.tag}</b> })}{" "}
          <span className="text-muted">{t(`methods.${plan.method}`)}</span>
        </p>
        {plan.method === "manifest" ? (
          <p className="flex flex-wrap items-center gap-x-1.5">
            {t("manifestGoes")} <Digest value={plan.digest} />
          </p>
        ) : null}
        <NameList
          title={t("children", { count: plan.children.length })}
          names={plan.children}
          labelOf={shortDigest}
          hrefOf={digestHref}
        />
      </Fact>
      <Fact label={t("stays")}>
        {plan.method === "manifest" ? null : (
          <p className="flex flex-wrap items-center gap-x-1.5">
            {t("manifestStays")} <Digest value={plan.digest} />
          </p>
        )}
        <NameList title={t("keptTags", { count: plan.keptTags.length })} names={plan.keptTags} hrefOf={tagHref} />
        <NameList
          title={t("keptFor", { count: plan.keptFor.length })}
          names={plan.keptFor}
          labelOf={(name) => (isDigest(name) ? shortDigest(name) : name)}
          hrefOf={(name) => (isDigest(name) ? digestHref(name) : tagHref(name))}
        />
        <NameList
          title={t("referrers", { count: plan.referrers.length })}
          names={plan.referrers}
          labelOf={shortDigest}
          hrefOf={digestHref}
        />
        {plan.unreadTags > 0 ? <p className="text-amber">{t("unreadTags", { count: plan.unreadTags })}</p> : null}
        <p className="text-muted">{t("everythingElse")}</p>
      </Fact>
      <Fact label={t("frees")}>
        <Frees plan={plan} />
      </Fact>
    </dl>
  );
}

function Frees({ plan: { method, reclaimableBytes } }: { plan: TagDeletionPreview }) {
  const t = useTranslations("deletion");
  if (reclaimableBytes === null) return <p>{t("freesUnknown")}</p>;
  if (reclaimableBytes === 0) return <p>{t(method === "manifest" ? "freesShared" : "freesNothing")}</p>;
  return (
    <p>
      {t.rich("freesBytes", { size: () => <ByteSize bytes={reclaimableBytes} className="font-semibold" /> })}{" "}
      <span className="text-muted">{t("freesLater")}</span>
    </p>
  );
}
