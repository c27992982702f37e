import type { useTranslations } from "next-intl";
import { Digest } from "@/components/ui/digest";
import type { Column } from "@/components/ui/table-column";
import { Timestamp } from "@/components/ui/timestamp";
import { pagePaths } from "@/lib/contract/paths";
import type { Tag } from "@/lib/contract/tags";
import { SameDigest } from "./same-digest";
import { TagContents } from "./tag-contents";
import { TagMenu } from "./tag-menu";
import { TagName } from "./tag-name";
import { TagSize } from "./tag-size";
import { firstOrder, type TagsView } from "./tags-view";
import { Unread } from "./unread";

export type TagColumnsInput = {
  registry: string;
  repository: string;
  rows: readonly Tag[];
  /** Names sort as versions unless asked otherwise. */
  sort: TagsView["sort"];
  /** Details are on their way: what isn't there yet is a skeleton. */
  reading: boolean;
  pullCommandOf: (tag: Tag) => string;
  onDelete: (tag: string) => void;
};

type Translate = ReturnType<typeof useTranslations<"repository">>;

/** The columns of the table. What no row knows of has no column. */
export function tagColumns(t: Translate, input: TagColumnsInput): Column<Tag>[] {
  const { registry, repository, rows, reading } = input;
  const largestBytes = rows.reduce((largest, row) => Math.max(largest, row.sizeBytes ?? 0), 1);
  const columns: (Column<Tag> | false)[] = [
    {
      id: "tag",
      header: t("columns.tag"),
      sortKey: input.sort === "tag" ? "tag" : "semver",
      firstOrder: firstOrder.semver,
      cell: (tag) => <TagName registry={registry} repository={repository} tag={tag} />,
    },
    {
      id: "digest",
      header: t("columns.digest"),
      width: "9.5rem",
      hideBelow: "xl",
      cell: (tag) =>
        tag.digest ? (
          <Digest value={tag.digest} href={pagePaths.manifest(registry, repository, tag.digest)} />
        ) : (
          <Unread tag={tag} reading={reading} className="w-24" />
        ),
    },
    {
      id: "platforms",
      header: t("columns.platforms"),
      width: "14.5rem",
      hideBelow: "sm",
      cell: (tag) => <TagContents tag={tag} reading={reading} />,
    },
    {
      id: "size",
      header: t("columns.size"),
      sortKey: "size",
      firstOrder: firstOrder.size,
      align: "right",
      width: "10rem",
      cell: (tag) => <TagSize tag={tag} largestBytes={largestBytes} reading={reading} />,
    },
    timeColumn("createdAt", "created", t("columns.created"), t("notRecorded"), reading),
    rows.some((row) => row.pushedAt) && timeColumn("pushedAt", "pushed", t("columns.pushed"), "—", reading),
    rows.some((row) => row.pulledAt) && timeColumn("pulledAt", "pulled", t("columns.pulled"), t("never"), reading),
    {
      id: "same-digest",
      header: t("columns.sameDigest"),
      width: "15%",
      hideBelow: "xl",
      cell: (tag) => <SameDigest registry={registry} repository={repository} tags={tag.sameDigest} />,
    },
    {
      id: "menu",
      header: t("columns.menu"),
      hideHeader: true,
      align: "right",
      width: "3.25rem",
      cell: (tag) => <TagMenu {...input} tag={tag} />,
    },
  ];
  return columns.filter((column) => column !== false);
}

function timeColumn(
  key: "createdAt" | "pushedAt" | "pulledAt",
  sort: "created" | "pushed" | "pulled",
  header: string,
  missing: string,
  reading: boolean,
): Column<Tag> {
  return {
    id: sort,
    header,
    sortKey: sort,
    firstOrder: firstOrder[sort],
    width: "8.25rem",
    hideBelow: key === "createdAt" ? "md" : "xl",
    cell: (tag) => (
      <Unread tag={tag} reading={reading} className="w-20">
        <Timestamp value={tag[key]} missing={missing} className="text-muted" />
      </Unread>
    ),
  };
}
