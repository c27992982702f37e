import { useTranslations } from "next-intl";
import { Digest } from "@/components/ui/digest";
import { Fact } from "@/components/ui/fact";
import { Notice } from "@/components/ui/notice";
import { pagePaths } from "@/lib/contract/paths";
import type { RevertPlan } from "@/lib/contract/tag-history";
import type { TagName } from "./tag-history-queries";

const shownTags = 5;

/** What a tag names now and would name then, what that means, and, if it can't be done, why. */
export function RevertPlanView({ plan, of }: { plan: RevertPlan; of: TagName }) {
  const t = useTranslations("tagHistory.revert");
  const { from, to, keptTags, inRegistry, missing, blockedBy } = plan;
  const { tag, registry, repository } = of;
  const hrefOf = (digest: string) => pagePaths.manifest(registry, repository, digest);
  const others = keptTags.slice(0, shownTags).join(", ") + (keptTags.length > shownTags ? ", …" : "");
  return (
    <>
      {blockedBy ? (
        <Notice tone="amber" role="status" title={t("blocked")}>
          {blockedBy.detail}
        </Notice>
      ) : null}
      <dl className="grid grid-cols-[4rem_minmax(0,1fr)] gap-x-4 gap-y-3 max-sm:grid-cols-1 max-sm:gap-y-1">
        <Fact label={t("now")}>
          {from === null ? (
            <p className="wrap-anywhere">{t("gone", { tag })}</p>
          ) : (
            <>
              <p className="flex flex-wrap items-center gap-x-1.5 wrap-anywhere">
                {t("names", { tag })} <Digest value={from} href={hrefOf(from)} />
              </p>
              <p className="wrap-anywhere text-muted">
                {keptTags.length > 0 ? t("kept", { count: keptTags.length, names: others }) : t("untagged")}
              </p>
            </>
          )}
        </Fact>
        <Fact label={t("will")}>
          <p className="flex flex-wrap items-center gap-x-1.5 wrap-anywhere">
            {t("names", { tag })} <Digest value={to} href={hrefOf(to)} />
          </p>
          {missing.length > 0 ? (
            <Missing digests={missing} />
          ) : (
            <p className="text-muted">
              {t("pulls", { tag })} {t(inRegistry ? "parts" : "putBack")}
            </p>
          )}
        </Fact>
      </dl>
    </>
  );
}

function Missing({ digests }: { digests: readonly string[] }) {
  const t = useTranslations("tagHistory.revert");
  return (
    <div>
      <p className="text-amber">{t("missing", { count: digests.length })}</p>
      <ul className="mt-1 flex flex-wrap gap-x-4">
        {digests.map((digest) => (
          <li key={digest}>
            <Digest value={digest} />
          </li>
        ))}
      </ul>
    </div>
  );
}
