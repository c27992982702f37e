import { Skeleton } from "@/components/ui/skeleton";

/** The image page while its manifest is read. */
export function ImageSkeleton() {
  return (
    <>
      <div className="mb-8 flex flex-col gap-3">
        <Skeleton className="h-6 w-72 max-w-full" />
        <Skeleton className="h-4 w-56" />
      </div>
      <Skeleton className="mb-4 h-8.5 w-80 max-w-full" />
      <div className="grid grid-cols-[minmax(0,1fr)_340px] items-start gap-4.5 max-xl:grid-cols-1">
        <div className="flex flex-col gap-4">
          <Skeleton className="h-7.5 w-full" />
          {["w-2/3", "w-1/2", "w-3/5", "w-2/5"].map((width) => (
            <Skeleton key={width} className={`h-4 ${width}`} />
          ))}
        </div>
        <Skeleton className="h-56 w-full" />
      </div>
    </>
  );
}
