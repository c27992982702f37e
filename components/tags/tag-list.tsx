"use client";

import { useTranslations } from "next-intl";
import { lazy, type ReactNode, Suspense, useMemo, useRef } from "react";
import { FreshnessMark } from "@/components/ui/freshness-mark";
import { PageHeader } from "@/components/ui/page-header";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { DataTable } from "@/components/ui/table/data-table";
import { useSteadyRows } from "@/components/ui/table/use-steady-rows";
import { useUrlQuery } from "@/components/ui/use-url-query";
import { pagePaths } from "@/lib/contract/paths";
import type { Tag } from "@/lib/contract/tags";
import { RepositoryFacts } from "./repository-facts";
import { Selection } from "./selection";
import { tagColumns } from "./tag-columns";
import { TagTools } from "./tag-tools";
import { isFiltered, readTagsView, withoutFilters } from "./tags-view";
import { useRowDeleteKey } from "./use-row-delete-key";
import { useTagList } from "./use-tag-list";
import { type TagChoice, useTagSelection } from "./use-tag-selection";

type TagListProps = {
  registry: string;
  repository: string;
  pullHost: string;
  /** The number of changes the person made here: a change shows at once. */
  changes: number;
  /** Returns the command that pulls a tag, for its menu. */
  pullCommandOf: (tag: Tag) => string;
  /** Returns what is shown beside the title, for the first tag of the list. */
  pullBox: (tag: Tag | undefined) => ReactNode;
  onDelete: (tag: string) => void;
  /** Missing for users who may only read. */
  onDeleteMany?: ((choice: TagChoice) => void) | undefined;
};

const FreshnessNotice = lazy(() =>
  import("@/components/ui/freshness-notice").then((module) => ({ default: module.FreshnessNotice })),
);
const NewRows = lazy(() => import("./new-rows").then((module) => ({ default: module.NewRows })));
const TagFilters = lazy(() => import("./tag-filters").then((module) => ({ default: module.TagFilters })));
const NoTags = lazy(() => import("./no-tags").then((module) => ({ default: module.NoTags })));

const nameOf = (tag: Tag) => tag.tag;

/** The tags of a repository; the view is kept in the address. */
export function TagList(props: TagListProps) {
  const { registry, repository, pullHost, changes, pullCommandOf, pullBox, onDelete, onDeleteMany } = props;
  const t = useTranslations("repository");
  const [address, changeAddress] = useUrlQuery();
  const view = readTagsView(Object.fromEntries(address));
  const tags = useTagList(registry, repository, view);
  const { error, freshness, facets, attached, hasData } = tags;
  const place = { registry, repository, pullHost };
  const table = useRef<HTMLDivElement>(null);
  const steady = useSteadyRows(tags.rows, nameOf, table, `${changes} ${tags.isPrevious || JSON.stringify(view)}`);
  const { rows } = steady;
  const { total = 0 } = tags;
  const selection = useTagSelection({ registry, repository, view, rows, total, changes, onDelete: onDeleteMany });
  useRowDeleteKey(table, rows, selection.bar?.onDelete ?? onDelete);

  const columns = useMemo(
    () => tagColumns(t, { registry, repository, facets, sort: view.sort, pullCommandOf, onDelete }),
    [t, registry, repository, facets, view.sort, pullCommandOf, onDelete],
  );
  return (
    <>
      <PageHeader
        title={repository}
        facts={
          error && !hasData ? null : (
            <RepositoryFacts registry={registry} repository={repository} tags={tags} searching={isFiltered(view)} />
          )
        }
        actions={pullBox(rows[0])}
      />
      {error ? (
        <ProblemNotice
          error={error}
          what={hasData ? t("moreUnreadable") : t("unreadable", { repository })}
          onRetry={tags.readAnew}
          retrying={tags.isFetching}
          className="mb-3"
        />
      ) : null}
      {freshness?.incomplete || freshness?.problem ? (
        <Suspense>
          <FreshnessNotice freshness={freshness} />
        </Suspense>
      ) : null}
      {error && !hasData ? null : (
        <>
          <TagTools view={view} facets={facets} onChange={changeAddress} />
          {isFiltered(view) ? (
            <Suspense>
              <TagFilters view={view} onChange={changeAddress} />
            </Suspense>
          ) : null}
          <div ref={table} className="relative">
            <Suspense>{steady.held ? <NewRows onShow={steady.release} /> : null}</Suspense>
            <DataTable
              label={t("tagsOf", { repository })}
              columns={columns}
              rows={rows}
              rowKey={nameOf}
              rowHref={(row) => pagePaths.tag(registry, repository, row.tag)}
              sort={{ key: view.sort, order: view.order }}
              onSort={({ key, order }) => changeAddress({ sort: key, order })}
              loading={tags.loading}
              onVisible={tags.onVisible}
              selection={selection.table}
              empty={
                <Suspense>
                  <NoTags
                    {...place}
                    view={view}
                    attached={attached}
                    mayHide={onDeleteMany !== undefined}
                    onClear={() => changeAddress(withoutFilters)}
                  />
                </Suspense>
              }
            />
          </div>
          {selection.bar ? <Selection {...selection.bar} /> : null}
        </>
      )}
      <FreshnessMark freshness={freshness} refreshing={tags.isFetching} onRefresh={tags.readAnew} />
    </>
  );
}
