"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import { ApiError } from "@/components/api/api-error";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { Timestamp } from "@/components/ui/timestamp";
import { type TagName, tagHistoryQuery } from "./tag-history-queries";
import { TagMoveRow } from "./tag-move-row";

const load = () => import("./revert-dialog");
const RevertDialog = lazy(() => load().then((module) => ({ default: module.RevertDialog })));
const prefetchRevert = () => void load().catch(() => undefined);

type TagHistoryProps = {
  of: TagName;
  /** The digest that the tag names now; null if the tag is gone. */
  digest: string | null;
  onReverted?: (digest: string) => void;
};

/** How a tag moved, who is known to have moved it, and the button that reverts it. */
export function TagHistory({ of, digest, onReverted }: TagHistoryProps) {
  const t = useTranslations("tagHistory");
  const history = useInfiniteQuery(tagHistoryQuery(of));
  const [target, setTarget] = useState<string | null>(null);
  const { data, error } = history;
  // A tag that never existed has no history to show; a tag that exists has not been read yet.
  if (error instanceof ApiError && error.code === "tag-not-found")
    return digest === null ? null : <NotRead onRetry={() => void history.refetch()} />;
  if (error && !data)
    return <ProblemNotice error={error} what={t("unreadable")} onRetry={() => void history.refetch()} />;
  if (!data) return digest === null ? null : <MovesSkeleton />;
  const moves = data.pages.flatMap((page) => page.items);
  const since = data.pages[0]?.knownSince ?? null;
  if (moves.length === 0 && digest === null) return null;
  if (moves.length === 0) return <NotMoved since={since} isMoving={data.pages[0]?.digest !== digest} />;
  // A tag deleted through the console is restored from the trash, with everything that was deleted with it.
  const isInTrash = digest === null && moves[0]?.source === "deletion";
  return (
    <section aria-label={t("title", { tag: of.tag })} className="min-w-0">
      {digest === null ? <h2 className="mt-8 mb-2.5 font-semibold">{t("title", { tag: of.tag })}</h2> : null}
      <Panel onPointerEnter={prefetchRevert} onFocus={prefetchRevert}>
        <ul aria-label={t("list")} className="divide-y divide-line">
          {moves.map((move, at) => (
            <TagMoveRow
              key={`${move.at} ${move.to}`}
              of={of}
              move={move}
              isNow={at === 0 && move.to === digest}
              isGone={digest === null}
              back={move.from === digest || isInTrash ? null : move.from}
              onRevert={setTarget}
            />
          ))}
        </ul>
      </Panel>
      {history.hasNextPage ? (
        <Button className="mt-3" onClick={() => void history.fetchNextPage()} disabled={history.isFetchingNextPage}>
          {t("more")}
        </Button>
      ) : null}
      {history.isFetchNextPageError ? <ProblemNotice error={error} what={t("moreFailed")} className="mt-3" /> : null}
      <p className="mt-3 text-muted">
        {since === null ? null : t.rich("knownSince", { since: () => <Timestamp value={since} /> })}
      </p>
      {target !== null ? (
        <Suspense>
          <RevertDialog of={of} seen={digest} to={target} onClose={() => setTarget(null)} onReverted={onReverted} />
        </Suspense>
      ) : null}
    </section>
  );
}

function NotRead({ onRetry }: { onRetry: () => void }) {
  const t = useTranslations("tagHistory");
  return (
    <EmptyState icon={History} title={t("notRead")}>
      <p>{t("notReadDetail")}</p>
      <Button size="sm" onClick={onRetry}>
        {t("lookAgain")}
      </Button>
    </EmptyState>
  );
}

function NotMoved({ since, isMoving }: { since: string | null; isMoving: boolean }) {
  const t = useTranslations("tagHistory");
  if (isMoving)
    return (
      <Panel>
        <EmptyState icon={History} title={t("moving")}>
          <p>{t("movingDetail")}</p>
        </EmptyState>
      </Panel>
    );
  return (
    <Panel>
      <EmptyState icon={History} title={t("none")}>
        <p>{since === null ? t("noneUnknown") : t.rich("noneDetail", { since: () => <Timestamp value={since} /> })}</p>
      </EmptyState>
    </Panel>
  );
}

function MovesSkeleton() {
  return (
    <Panel className="flex flex-col gap-5 px-4 py-4">
      {["w-2/3", "w-1/2", "w-3/5"].map((width) => (
        <div key={width} className="flex flex-col gap-2">
          <Skeleton className="h-3.5 w-56 max-w-full" />
          <Skeleton className={`h-3 ${width}`} />
        </div>
      ))}
    </Panel>
  );
}
