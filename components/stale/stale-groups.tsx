import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { ByteSize } from "@/components/ui/byte-size";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import { cleanUpPagePaths } from "@/lib/contract/clean-up-paths";
import type { StaleKind, StaleList } from "@/lib/contract/stale";
import { formatCount } from "@/lib/format/count";
import { kinds, type StaleView } from "./stale-view";

type StaleGroupsProps = {
  view: StaleView;
  groups: StaleList["groups"] | undefined;
  /** Whether it can't be determined what was not pulled: pulls are unknown, or not known for long enough. */
  pullsUnknown: boolean;
  onKind: (kind: StaleKind | null) => void;
};

const withPolicy: readonly StaleKind[] = ["not-pulled", "old", "branch", "pre-release"];

/** The reasons for which items may be deleted, each with its amount; pressing one shows only that reason. */
export function StaleGroups({ view, groups, pullsUnknown, onKind }: StaleGroupsProps) {
  const t = useTranslations("stale");
  return (
    <ul className="mb-4.5 grid grid-cols-2 gap-2.5 sm:grid-cols-3 lg:grid-cols-4 min-[88rem]:grid-cols-8">
      {kinds.map((kind) => {
        const group = groups?.find((one) => one.kind === kind);
        const current = view.kind === kind;
        const unknown = kind === "not-pulled" && pullsUnknown;
        return (
          <li
            key={kind}
            className={clsx(
              "flex flex-col rounded-[10px] border",
              current ? "border-accent bg-accent-soft" : "border-line bg-panel",
            )}
          >
            <button
              type="button"
              aria-pressed={current}
              disabled={!group && !current}
              title={t(`meanings.${kind}`)}
              onClick={() => onKind(current ? null : kind)}
              className="flex grow flex-col rounded-[10px] px-3.5 py-2.5 text-left -outline-offset-2 not-disabled:hover:bg-sunken/60"
            >
              <span className="block text-muted">{t(`kinds.${kind}`)}</span>
              {groups ? (
                <span className="block font-[620] text-lg tabular-nums">
                  {unknown ? "–" : formatCount(group?.count ?? 0)}
                </span>
              ) : (
                <Skeleton className="my-1.5 h-5 w-12" />
              )}
              <span className="block text-muted text-sm">
                {group && group.atMostBytes > 0
                  ? t.rich("atMost", { size: () => <ByteSize bytes={group.atMostBytes} /> })
                  : t(unknown ? "unknown" : "nothing")}
              </span>
            </button>
            {group && withPolicy.includes(kind) ? (
              <Link
                href={cleanUpPagePaths.newPolicy({
                  registry: view.registry,
                  from: kind,
                  days: view.days,
                  keep: view.keep,
                })}
                prefetch={false}
                className="border-line border-t px-3.5 py-1.5 text-accent text-sm"
              >
                {t("makePolicy")}
              </Link>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}
