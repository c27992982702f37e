import { LatestRuns } from "@/components/garbage-collection/runs/latest-runs";
import { RegistryOverview } from "@/components/registries/registry-overview";
import { LargestRepositories } from "@/components/storage/largest-repositories";
import { RecentPushes } from "@/components/storage/recent-pushes";
import { StorageStats } from "@/components/storage/storage-stats";

type Props = { registries: { name: string; title: string }[]; mayReadRuns: boolean };

/**
 * The totals of the registries that the person sees as a whole on top; below, their contents and latest activity beside
 * their health.
 */
export function OverviewSections({ registries, mayReadRuns }: Props) {
  return (
    <>
      {registries.length > 0 ? <StorageStats registries={registries.map(({ name }) => name)} /> : null}
      <div className="grid gap-6 xl:grid-cols-[minmax(0,1fr)_25rem] xl:grid-rows-[auto_1fr]">
        <div className="min-w-0 xl:col-start-2">
          <RegistryOverview />
        </div>
        <div className="flex min-w-0 flex-col gap-6 xl:col-start-1 xl:row-span-2 xl:row-start-1">
          {registries.length > 0 ? <LargestRepositories registries={registries} /> : null}
          <RecentPushes />
        </div>
        {mayReadRuns ? (
          <div className="min-w-0 xl:col-start-2">
            <LatestRuns />
          </div>
        ) : null}
      </div>
    </>
  );
}
