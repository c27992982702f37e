"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Skeleton } from "@/components/ui/skeleton";

const sayAfterMs = 2000;

/** The placeholder for the plan while it is made; says why when it takes long. */
export function DeletionPlanSkeleton() {
  const t = useTranslations("deletion");
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), sayAfterMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-4 gap-y-4 py-0.5">
      <span className="sr-only">{t("looking")}</span>
      {["w-4/5", "w-2/3", "w-1/2"].map((width) => (
        <div key={width} className="contents">
          <Skeleton className="h-3.5 w-14" />
          <div className="flex flex-col gap-2">
            <Skeleton className={`h-3.5 ${width}`} />
            <Skeleton className="h-3.5 w-2/5" />
          </div>
        </div>
      ))}
      {slow ? <p className="col-span-2 text-muted">{t("looking")}</p> : null}
    </div>
  );
}
