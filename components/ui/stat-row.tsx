import type { ReactNode } from "react";
import { Explained } from "./overlay/explained";

export type Stat = { label: string; meaning?: string; value: ReactNode; note?: ReactNode };

/** A few numbers side by side, each with its label. */
export function StatRow({ stats }: { stats: readonly Stat[] }) {
  return (
    <dl className="mb-4.5 flex flex-wrap gap-px overflow-clip rounded-[10px] border border-line bg-line">
      {stats.map((stat) => (
        <div key={stat.label} className="flex min-w-0 grow basis-40 flex-col bg-panel px-4 py-3">
          <dt className="text-muted">
            {stat.meaning ? <Explained meaning={stat.meaning}>{stat.label}</Explained> : stat.label}
          </dt>
          <dd className="truncate font-[620] text-xl tabular-nums tracking-[-0.02em]">{stat.value}</dd>
          {stat.note ? <dd className="text-balance text-faint">{stat.note}</dd> : null}
        </div>
      ))}
    </dl>
  );
}
