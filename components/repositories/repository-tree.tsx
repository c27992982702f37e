"use client";

import { clsx } from "clsx";
import { ChevronRight, Folder } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { Panel } from "@/components/ui/panel";
import { RepositoryName } from "@/components/ui/repository-name";
import type { Repository } from "@/lib/contract/repositories";
import { formatCount } from "@/lib/format/count";
import { type Namespace, namespaceTree } from "./namespace-tree";
import { TagCount } from "./tag-count";

const openUpTo = 60;

type RepositoryTreeProps = { registry: string; repositories: readonly Repository[]; searching: boolean };

/** Repositories in their namespaces. A short tree, or one filtered by a search, starts unfolded. */
export function RepositoryTree({ registry, repositories, searching }: RepositoryTreeProps) {
  const t = useTranslations("repositories");
  const root = useMemo(() => namespaceTree(repositories), [repositories]);
  const unfolded = searching || repositories.length <= openUpTo;
  return (
    <Panel>
      <div
        aria-hidden
        className="flex h-9 items-center justify-between border-line border-b px-3 font-medium text-muted text-sm"
      >
        <span>{t("columns.name")}</span>
        <span>{t("columns.tags")}</span>
      </div>
      <ul aria-label={t("title")} className="divide-y divide-line">
        <Entries key={String(unfolded)} namespace={root} depth={0} registry={registry} unfolded={unfolded} />
      </ul>
    </Panel>
  );
}

type EntriesProps = { namespace: Namespace; depth: number; registry: string; unfolded: boolean };

const rowClass = "flex h-10 w-full items-center gap-2 pr-3 text-left";
const indent = (depth: number) => ({ paddingLeft: `${0.75 + depth * 1.5}rem` });

function Entries({ namespace, depth, registry, unfolded }: EntriesProps) {
  return (
    <>
      {namespace.namespaces.map((child) => (
        <Branch key={child.path} namespace={child} depth={depth} registry={registry} unfolded={unfolded} />
      ))}
      {namespace.repositories.map((repository) => (
        <li key={repository.name} className={clsx(rowClass, "hover:bg-sunken/60")} style={indent(depth)}>
          <span className="w-4 shrink-0" />
          <span className="min-w-0 flex-1 truncate">
            <RepositoryName registry={registry} name={repository.name} within={namespace.path} />
          </span>
          <span className="text-right tabular-nums">
            {repository.tagCount === null && repository.problem === null ? null : <TagCount repository={repository} />}
          </span>
        </li>
      ))}
    </>
  );
}

function Branch({ namespace, depth, registry, unfolded }: EntriesProps) {
  const t = useTranslations("repositories");
  const [open, setOpen] = useState(unfolded);
  return (
    <li>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        style={indent(depth)}
        className={clsx(rowClass, "-outline-offset-2 hover:bg-sunken/60")}
      >
        <ChevronRight className={clsx("size-4 shrink-0 text-faint", open && "rotate-90")} aria-hidden />
        <Folder className="size-4 shrink-0 text-faint" strokeWidth={1.75} aria-hidden />
        <span className="min-w-0 truncate font-medium">{namespace.name}</span>
        <span className="min-w-0 flex-1 truncate text-faint max-sm:hidden">
          {t("inNamespace", { count: namespace.repositoryCount })}
        </span>
        <span className="ml-auto text-muted tabular-nums">
          {namespace.tagCount === null ? null : formatCount(namespace.tagCount)}
        </span>
      </button>
      {open ? (
        <ul className="divide-y divide-line border-line border-t">
          <Entries namespace={namespace} depth={depth + 1} registry={registry} unfolded={unfolded} />
        </ul>
      ) : null}
    </li>
  );
}
