import { LatestRuns } from "@/components/garbage-collection/runs/latest-runs";
import { RegistryOverview } from "@/components/registries/registry-overview";
import { LargestRepositories } from "@/components/storage/largest-repositories";
import { RecentPushes } from "@/components/storage/recent-pushes";
import { StorageStats } from "@/components/storage/storage-stats";

/** The totals of all registries on top; below, their contents and latest activity beside their health. */
export function OverviewSections({ registries }: { registries: { name: string; title: string }[] }) {
  return (
    <>
      <StorageStats registries={registries.map(({ name }) => name)} />
      <div className="grid gap-6 xl:grid-cols-[minmax(0,1fr)_25rem] xl:grid-rows-[auto_1fr]">
        <div className="min-w-0 xl:col-start-2">
          <RegistryOverview />
        </div>
        <div className="flex min-w-0 flex-col gap-6 xl:col-start-1 xl:row-span-2 xl:row-start-1">
          <LargestRepositories registries={registries} />
          <RecentPushes />
        </div>
        <div className="min-w-0 xl:col-start-2">
          <LatestRuns />
        </div>
      </div>
    </>
  );
}
