import type { useTranslations } from "next-intl";
import { Digest } from "@/components/ui/digest";
import type { Column } from "@/components/ui/table/table-column";
import { Timestamp } from "@/components/ui/timestamp";
import { pagePaths } from "@/lib/contract/paths";
import type { Tag, TagFacets } from "@/lib/contract/tags";
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
  /** The facts about all tags together, once they are known. */
  facets: TagFacets | undefined;
  /** Names sort as versions unless another sort is chosen. */
  sort: TagsView["sort"];
  pullCommandOf: (tag: Tag) => string;
  onDelete: (tag: string) => void;
};

// "10 months ago" needs the longer width; beside other times, names get the space first.
const [shortTime, wholeTime] = ["7.5rem", "8.125rem"];

type Translate = ReturnType<typeof useTranslations<"repository">>;

/**
 * Returns the columns of the table. A value that no row has gets no column; the columns must leave room for the names.
 */
export function tagColumns(t: Translate, input: TagColumnsInput): Column<Tag>[] {
  const { registry, repository, facets } = input;
  const largestBytes = facets?.largestBytes ?? 1;
  const hasTimes = Boolean(facets?.pushed || facets?.pulled);
  const columns: (Column<Tag> | false | undefined)[] = [
    {
      id: "tag",
      header: t("columns.tag"),
      sortKey: input.sort === "tag" ? "tag" : "semver",
      firstOrder: firstOrder.semver,
      cell: (tag) => <TagName registry={registry} repository={repository} tag={tag} />,
    },
    { ...digestColumn(t, input), hideBelow: hasTimes ? "widest" : "xl" },
    {
      id: "platforms",
      header: t("columns.platforms"),
      width: hasTimes ? "12.5rem" : "14.5rem",
      hideBelow: "sm",
      cell: (tag) => <TagContents tag={tag} />,
    },
    {
      id: "size",
      header: t("columns.size"),
      sortKey: "size",
      firstOrder: firstOrder.size,
      align: "right",
      width: "10rem",
      cell: (tag) => <TagSize tag={tag} largestBytes={largestBytes} />,
    },
    {
      ...timeColumn("createdAt", "created", t("columns.created"), t("notRecorded")),
      width: hasTimes ? shortTime : wholeTime,
    },
    facets?.pushed && timeColumn("pushedAt", "pushed", t("columns.pushed"), "—"),
    facets?.pulled && timeColumn("pulledAt", "pulled", t("columns.pulled"), "—"),
    { ...sameDigestColumn(t, input), ...(hasTimes && { width: "12%", hideBelow: "wide" }) },
    {
      id: "menu",
      header: t("columns.menu"),
      hideHeader: true,
      align: "right",
      width: "3.25rem",
      cell: (tag) => <TagMenu {...input} tag={tag} />,
    },
  ];
  return columns.filter((column) => typeof column === "object");
}

function digestColumn(t: Translate, { registry, repository }: TagColumnsInput): Column<Tag> {
  return {
    id: "digest",
    header: t("columns.digest"),
    width: "9.5rem",
    cell: (tag) =>
      tag.digest ? (
        <Digest value={tag.digest} href={pagePaths.manifest(registry, repository, tag.digest)} />
      ) : (
        <Unread tag={tag} className="w-24" />
      ),
  };
}

function sameDigestColumn(t: Translate, { registry, repository }: TagColumnsInput): Column<Tag> {
  return {
    id: "same-digest",
    header: t("columns.sameDigest"),
    width: "15%",
    hideBelow: "xl",
    cell: (tag) => <SameDigest registry={registry} repository={repository} tag={tag} />,
  };
}

function timeColumn(
  key: "createdAt" | "pushedAt" | "pulledAt",
  sort: "created" | "pushed" | "pulled",
  header: string,
  missing: string,
): Column<Tag> {
  return {
    id: sort,
    header,
    sortKey: sort,
    firstOrder: firstOrder[sort],
    width: shortTime,
    hideBelow: key === "createdAt" ? "md" : "xl",
    cell: (tag) => (
      <Unread tag={tag} className="w-20">
        <Timestamp value={tag[key]} missing={missing} className="text-muted" />
      </Unread>
    ),
  };
}
