import { Skeleton } from "@/components/ui/skeleton";

const rows = [0, 1, 2, 3, 4, 5, 6, 7];

/** The outline of a page while the server makes it. */
export function PageSkeleton() {
  return (
    <div>
      <Skeleton className="h-6.5 w-48" />
      <Skeleton className="mt-2 mb-5 h-4 w-72 max-w-full" />
      <div className="divide-y divide-line rounded-[10px] border border-line bg-panel">
        {rows.map((row) => (
          <div key={row} className="flex h-10 items-center px-3">
            <Skeleton className="h-3.5 w-2/5" />
          </div>
        ))}
      </div>
    </div>
  );
}
