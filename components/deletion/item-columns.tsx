import type { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Digest } from "@/components/ui/digest";
import { Link } from "@/components/ui/link";
import type { Column } from "@/components/ui/table/table-column";
import type { DeletionItem } from "@/lib/contract/deletions";
import { pagePaths } from "@/lib/contract/paths";
import { isDigest, shortDigest } from "@/lib/oci/digest";
import { type ItemState, itemState } from "./deletion-state";

type Translate = ReturnType<typeof useTranslations<"deletionJob">>;

const tones: Record<ItemState, "neutral" | "accent" | "green" | "amber" | "red"> = {
  planned: "neutral",
  intended: "accent",
  done: "neutral",
  failed: "red",
  skipped: "amber",
  restored: "green",
  final: "neutral",
};

/** Returns the columns of deletion items: what was to be deleted, the outcome, and why. */
export function itemColumns(t: Translate, registry: string): Column<DeletionItem>[] {
  return [
    {
      id: "what",
      header: t("columns.what"),
      width: "30%",
      cell: (item) => <What item={item} registry={registry} t={t} />,
    },
    {
      id: "digest",
      header: t("columns.digest"),
      width: "9.5rem",
      hideBelow: "md",
      cell: ({ digest }) => (digest ? <Digest value={digest} /> : <span className="text-faint">—</span>),
    },
    {
      id: "state",
      header: t("columns.state"),
      width: "10rem",
      cell: (item) => (
        <Badge tone={tones[itemState(item)]} title={t(`methods.${item.method}`)}>
          {t(`itemStates.${itemState(item)}`)}
        </Badge>
      ),
    },
    { id: "why", header: t("columns.why"), hideBelow: "sm", cell: (item) => <Why item={item} t={t} /> },
  ];
}

function What({ item, registry, t }: { item: DeletionItem; registry: string; t: Translate }) {
  const { tag, digest, repository, state } = item;
  if (tag === null)
    return (
      <span className="text-muted">
        {t("manifest")} <span className="mono md:hidden">{digest && shortDigest(digest)}</span>
      </span>
    );
  if (state === "done" && !item.restoredAt) return <span className="mono">{tag}</span>;
  return (
    <Link href={pagePaths.tag(registry, repository, tag)} prefetch={false} className="mono hover:text-accent">
      {tag}
    </Link>
  );
}

function Why({ item, t }: { item: DeletionItem; t: Translate }) {
  const { detail, keptFor, restoreProblem } = item;
  const users = keptFor ? [...keptFor.tags, ...keptFor.indexes, ...keptFor.referrers] : [];
  const kept = users.map((name) => (isDigest(name) ? shortDigest(name) : name)).join(", ");
  const text = restoreProblem?.detail ?? detail ?? (kept ? t("keptFor", { names: kept }) : "");
  return (
    <span title={text || undefined} className={restoreProblem ? "text-red" : "text-muted"}>
      {text}
    </span>
  );
}
