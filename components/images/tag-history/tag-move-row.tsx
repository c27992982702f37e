import { ArrowRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Digest } from "@/components/ui/digest";
import { Link } from "@/components/ui/link";
import { Timestamp } from "@/components/ui/timestamp";
import { pagePaths } from "@/lib/contract/paths";
import type { TagMove } from "@/lib/contract/tag-history";
import { visibleText } from "@/lib/format/visible-text";
import { shortDigest } from "@/lib/oci/digest";
import type { TagName } from "./tag-history-queries";

type TagMoveRowProps = {
  of: TagName;
  move: TagMove;
  /** Whether the tag names the result of this move now. */
  isNow: boolean;
  /** Whether the tag doesn't exist any more. */
  isGone: boolean;
  /** The digest that this row can revert the tag to; null if there is none. */
  back: string | null;
  onRevert: (digest: string) => void;
};

/** One move: from what to what, when, and what is known about who made it. */
export function TagMoveRow({ of, move, isNow, isGone, back, onRevert }: TagMoveRowProps) {
  const t = useTranslations("tagHistory");
  const { from, fromKnown, to } = move;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5">
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex flex-wrap items-center gap-x-2">
          <Named of={of} digest={from} nothing={t(fromKnown ? "nothing" : "unknown")} />
          <ArrowRight className="size-3.5 shrink-0 text-faint" aria-label={t("arrow")} />
          <Named of={of} digest={to} nothing={t("nothing")} />
          {isNow ? <Badge tone="accent">{t("now")}</Badge> : null}
        </p>
        <p className="mt-0.5 wrap-anywhere text-muted">
          <Told move={move} />
        </p>
      </div>
      <p className="text-muted">
        <When move={move} />
      </p>
      {back !== null ? (
        <Button size="sm" onClick={() => onRevert(back)}>
          {t(isGone ? "putBack" : "revertTo", { digest: shortDigest(back) })}
        </Button>
      ) : null}
    </li>
  );
}

function Named({
  of: { registry, repository },
  digest,
  nothing,
}: {
  of: TagName;
  digest: string | null;
  nothing: string;
}) {
  if (digest === null) return <span className="text-faint">{nothing}</span>;
  return <Digest value={digest} href={pagePaths.manifest(registry, repository, digest)} />;
}

function When({ move: { at, since } }: { move: TagMove }) {
  const t = useTranslations("tagHistory");
  if (since === null) return <Timestamp value={at} />;
  return (
    <span title={t("betweenMeaning")}>
      {t.rich("between", { since: () => <Timestamp value={since} />, at: () => <Timestamp value={at} /> })}
    </span>
  );
}

/** What is known about who made the move, and how. */
function Told({ move: { source, by, client, address, deletion } }: { move: TagMove }) {
  const t = useTranslations("tagHistory");
  if (source === "look") return t("seen");
  const has = (value: string | null) => (value ? "some" : "none");
  const shown = (value: string | null) => visibleText(value ?? "");
  const link = (text: React.ReactNode) =>
    deletion === null ? (
      text
    ) : (
      <Link href={pagePaths.plannedDeletion(deletion)} prefetch={false} className="text-accent">
        {text}
      </Link>
    );
  return t.rich(`by.${source}`, {
    by: has(by),
    program: has(client),
    place: has(address),
    name: shown(by),
    client: shown(client),
    address: shown(address),
    link,
  });
}
