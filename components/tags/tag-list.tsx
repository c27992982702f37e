"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useMemo } from "react";
import { DataTable } from "@/components/ui/data-table";
import { FreshnessMark } from "@/components/ui/freshness-mark";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useUrlQuery } from "@/components/ui/use-url-query";
import { pagePaths } from "@/lib/contract/paths";
import type { Tag } from "@/lib/contract/tags";
import { NoTags } from "./no-tags";
import { RepositoryFacts } from "./repository-facts";
import { tagColumns } from "./tag-columns";
import { TagTools } from "./tag-tools";
import { readTagsView } from "./tags-view";
import { useRowDeleteKey } from "./use-row-delete-key";
import { useTagList } from "./use-tag-list";

type TagListProps = {
  registry: string;
  repository: string;
  pullHost: string;
  /** The command that pulls a tag, for its menu. */
  pullCommandOf: (tag: Tag) => string;
  /** What stands beside the title, for the first tag of the list. */
  pullBox: (tag: Tag | undefined) => ReactNode;
  onDelete: (tag: string) => void;
};

/** The tags of a repository; search and order stand in the address. */
export function TagList(props: TagListProps) {
  const { registry, repository, pullHost, pullCommandOf, pullBox, onDelete } = props;
  const t = useTranslations("repository");
  const [address, changeAddress] = useUrlQuery();
  const view = readTagsView(Object.fromEntries(address));
  const tags = useTagList(registry, repository, view);
  const { list, rows, freshness } = tags;
  const table = useRowDeleteKey(rows, onDelete);

  const columns = useMemo(
    () =>
      tagColumns(t, { registry, repository, rows, sort: view.sort, reading: tags.reading, pullCommandOf, onDelete }),
    [t, registry, repository, rows, view.sort, tags.reading, pullCommandOf, onDelete],
  );
  return (
    <>
      <PageHeader
        title={repository}
        facts={list.error && !list.data ? null : <RepositoryFacts tags={tags} searching={view.query !== ""} />}
        actions={pullBox(rows[0])}
      />
      {list.error ? <ListFailure list={list} repository={repository} error={list.error} /> : null}
      {freshness?.incomplete ? (
        <Notice tone="amber" className="mb-3">
          {freshness.incomplete}
        </Notice>
      ) : null}
      {list.error && !list.data ? null : (
        <>
          <TagTools view={view} tags={tags} onChange={changeAddress} />
          <div ref={table}>
            <DataTable
              label={t("tagsOf", { repository })}
              columns={columns}
              rows={rows}
              rowKey={(row) => row.tag}
              rowHref={(row) => pagePaths.tag(registry, repository, row.tag)}
              sort={{ key: view.sort, order: view.order }}
              onSort={({ key, order }) => changeAddress({ sort: key, order })}
              loading={list.isPending}
              loadingMore={list.hasNextPage && list.isFetchingNextPage}
              onEndReached={tags.readMore}
              onVisible={tags.onVisible}
              empty={
                <NoTags
                  {...{ pullHost, repository, query: view.query }}
                  onClear={() => changeAddress({ query: null })}
                />
              }
            />
          </div>
        </>
      )}
      <FreshnessMark
        freshness={freshness && list.error ? { ...freshness, state: "indexed" } : freshness}
        refreshing={list.isFetching}
        onRefresh={tags.readAgain}
      />
    </>
  );
}

type ListFailureProps = { list: ReturnType<typeof useTagList>["list"]; repository: string; error: Error };

function ListFailure({ list, repository, error }: ListFailureProps) {
  const t = useTranslations("repository");
  return (
    <ProblemNotice
      error={error}
      what={list.data ? t("moreUnreadable") : t("unreadable", { repository })}
      onRetry={() => void list.refetch()}
      retrying={list.isFetching}
      className="mb-3"
    />
  );
}
