import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { RepositoryName } from "@/components/ui/repository-name";
import type { DoctorCheck, Finding, FoundPlace } from "@/lib/contract/doctor";
import { pagePaths } from "@/lib/contract/paths";

/** The actions that repair a place; missing for users who may only read. */
export type Mending = {
  onRemoveTags?: ((repository: string, tags: string[]) => void) | undefined;
  onHide?: ((repositories: string[]) => void) | undefined;
};

type PlaceListProps = { registry: string; finding: Finding; mending: Mending };

const shownTags = 4;
/** The checks in which each place has its own reason. */
const withDetail: readonly DoctorCheck[] = ["brokenTags", "missingChildren", "layers", "tagLists"];

/** The places where a check found something, each with the action that repairs it. */
export function PlaceList({ registry, finding, mending }: PlaceListProps) {
  const t = useTranslations("doctor.places");
  const { check, places, repositories } = finding;
  if (places.length === 0) return null;
  const { onHide } = mending;
  return (
    <>
      <ul className="divide-y divide-line rounded-lg border border-line">
        {places.map((place) => (
          <li key={place.repository} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-1.5">
            <div className="min-w-0 flex-1 basis-64">
              <p className="flex min-w-0 flex-wrap gap-x-3">
                <RepositoryName registry={registry} name={place.repository} />
                <Named registry={registry} place={place} check={check} />
              </p>
              {place.detail && withDetail.includes(check) ? (
                <p className="wrap-anywhere text-muted text-sm">{place.detail}</p>
              ) : null}
            </div>
            <Mend check={check} place={place} mending={mending} />
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 empty:hidden">
        {repositories > places.length ? (
          <p className="text-muted">{t("more", { count: repositories - places.length })}</p>
        ) : null}
        {check === "emptyRepositories" && onHide && places.length > 1 ? (
          <Button size="sm" onClick={() => onHide(places.map(({ repository }) => repository))}>
            {t("hideAll", { count: places.length })}
          </Button>
        ) : null}
      </div>
    </>
  );
}

type NamedProps = { registry: string; place: FoundPlace; check: DoctorCheck };

function Named({ registry, place: { repository, tags, count }, check }: NamedProps) {
  const t = useTranslations("doctor.places");
  if (tags.length === 0) return count > 0 ? <span className="text-muted">{t("manifests", { count })}</span> : null;
  const shown = tags.slice(0, shownTags);
  return (
    <Link
      href={pagePaths.repository(
        registry,
        repository,
        check === "orphanedReferrers" ? { query: "sha256-" } : { problem: true },
      )}
      prefetch={false}
      title={tags.join(", ")}
      className="mono wrap-anywhere rounded text-muted leading-5 hover:text-accent"
    >
      {shown.join(", ")}
      {count > shown.length ? ` ${t("otherTags", { count: count - shown.length })}` : null}
    </Link>
  );
}

function Mend({ check, place, mending }: { check: DoctorCheck; place: FoundPlace; mending: Mending }) {
  const t = useTranslations("doctor.places");
  const { repository, tags } = place;
  const { onRemoveTags, onHide } = mending;
  if (check === "danglingTags" && onRemoveTags)
    return (
      <Button size="sm" onClick={() => onRemoveTags(repository, tags)}>
        {t("remove", { count: tags.length })}
        <span className="sr-only">{t("of", { repository })}</span>
      </Button>
    );
  if (check === "emptyRepositories" && onHide)
    return (
      <Button size="sm" onClick={() => onHide([repository])}>
        {t("hide")}
        <span className="sr-only">{repository}</span>
      </Button>
    );
  return null;
}
