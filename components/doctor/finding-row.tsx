import { useTranslations } from "next-intl";
import { CommandLine } from "@/components/ui/command-line";
import { Fact } from "@/components/ui/fact";
import { Link } from "@/components/ui/link";
import { Timestamp } from "@/components/ui/timestamp";
import type { DoctorCheck, Finding } from "@/lib/contract/doctor";
import { pagePaths } from "@/lib/contract/paths";
import { FlawList } from "./flaw-list";
import { type Mending, PlaceList } from "./place-list";
import { Sentence } from "./sentence";
import { StateIcon } from "./state-icon";

type FindingRowProps = {
  registry: string;
  finding: Finding;
  /** When the other checks of its part were made. */
  othersAt: string | null;
  mending: Mending;
};

/** What a check found, what follows from it, and how to repair it. */
export function FindingRow({ registry, finding, othersAt, mending }: FindingRowProps) {
  const t = useTranslations("doctor");
  const { check, state, seen, consequence, remedy, lines, checkedAt } = finding;
  const more = state === "ok" ? null : moreOf(finding, registry);
  return (
    <li
      id={check}
      className="grid scroll-mt-16 grid-cols-[1rem_minmax(0,1fr)] gap-x-2.5 gap-y-1 px-4 py-3 target:bg-sunken/60 lg:grid-cols-[1rem_11rem_minmax(0,1fr)]"
    >
      <StateIcon state={state} className="mt-0.5" />
      <h3 className="font-[550]">{t(`checks.${check}`)}</h3>
      <div className="flex min-w-0 max-w-4xl flex-col gap-2 max-lg:col-start-2">
        <p className={state === "ok" ? "wrap-anywhere text-muted" : "wrap-anywhere"}>
          <Sentence text={seen} />
          {checkedAt !== null && isAnotherTime(checkedAt, othersAt) ? (
            <span className="text-faint">
              {" "}
              {t.rich(ofTags.includes(check) ? "asOfOldest" : "asOf", { time: () => <Timestamp value={checkedAt} /> })}
            </span>
          ) : null}
        </p>
        {consequence || remedy ? (
          <dl className="grid gap-x-4 gap-y-1 sm:grid-cols-[6.5rem_minmax(0,1fr)]">
            {consequence ? (
              <Fact label={t("consequence")}>
                <p className="wrap-anywhere">
                  <Sentence text={consequence} />
                </p>
              </Fact>
            ) : null}
            {remedy ? (
              <Fact label={t("remedy")}>
                <p className="wrap-anywhere">
                  <Sentence text={remedy} />
                </p>
              </Fact>
            ) : null}
          </dl>
        ) : null}
        {lines ? <CommandLine value={lines} className="max-w-md" /> : null}
        <FlawList flaws={finding.flaws} />
        <PlaceList registry={registry} finding={finding} mending={mending} />
        {more ? (
          <p>
            <Link href={more.href} prefetch={false} className="rounded text-accent hover:underline">
              {t(`more.${more.name}`)}
            </Link>
          </p>
        ) : null}
      </div>
    </li>
  );
}

/** A reading looks at only some of these tags again, so the finding is as old as the oldest look. */
const ofTags: readonly DoctorCheck[] = ["danglingTags", "brokenTags"];

/** Differences of up to a minute don't matter to a reader. */
function isAnotherTime(checkedAt: string, othersAt: string | null): boolean {
  return othersAt === null || Math.abs(Date.parse(checkedAt) - Date.parse(othersAt)) > 60_000;
}

/** Returns the page that shows all of it, or the page where it is set up. */
function moreOf({ check, places }: Finding, registry: string) {
  if (check === "notifications") return { name: "notifications", href: pagePaths.registrySettings() } as const;
  if (check === "layers") return { name: "collection", href: pagePaths.garbageCollection(registry) } as const;
  if (places.length === 0) return null;
  if (check === "untaggedManifests")
    return { name: "untagged", href: pagePaths.stale({ registry, kind: "untagged" }) } as const;
  if (check === "orphanedReferrers")
    return { name: "orphaned", href: pagePaths.stale({ registry, kind: "orphaned" }) } as const;
  if (check === "danglingTags" || check === "brokenTags" || check === "missingChildren")
    return { name: "broken", href: pagePaths.stale({ registry, kind: "broken" }) } as const;
  return null;
}
