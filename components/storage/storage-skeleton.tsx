import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";

/** The page's totals and charts as grey placeholders, in their final size. */
export function StorageSkeleton() {
  return (
    <>
      <Panel className="mb-6 flex h-45 flex-col gap-4 p-4 max-sm:h-80">
        <Skeleton className="h-6 w-2/5" />
        <Skeleton className="h-5 w-full" />
        <Skeleton className="h-12 w-3/5" />
      </Panel>
      <div className="mb-6 grid gap-6 xl:grid-cols-[minmax(0,1fr)_25rem]">
        <Panel className="h-98 p-4">
          <Skeleton className="h-full w-full" />
        </Panel>
        <Panel className="h-98 p-4 max-xl:hidden">
          <Skeleton className="h-full w-full" />
        </Panel>
      </div>
    </>
  );
}
