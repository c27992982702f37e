import type { ReactNode } from "react";

export type Sort = { key: string; order: "asc" | "desc" };

export type Column<Row> = {
  id: string;
  header: string;
  /** The meaning of the header's word, shown on hover. */
  meaning?: string;
  /** For a header without visible words, such as the one above buttons. */
  hideHeader?: boolean;
  cell: (row: Row) => ReactNode;
  /** A CSS width; columns without one share the remaining space. */
  width?: string;
  /** Numbers are aligned right. */
  align?: "right";
  /** The sort key of this column, if it can be sorted. */
  sortKey?: string;
  /** The order of the first click. */
  firstOrder?: Sort["order"];
  /** Hidden if the window is narrower than this. */
  hideBelow?: keyof typeof hidden;
};

const hidden = {
  sm: "max-sm:hidden",
  md: "max-md:hidden",
  lg: "max-lg:hidden",
  xl: "max-xl:hidden",
  wide: "max-[88rem]:hidden",
  widest: "max-[100rem]:hidden",
};

export function columnClass<Row>(column: Column<Row>): string {
  return `${column.align === "right" ? "text-right tabular-nums" : ""} ${column.hideBelow ? hidden[column.hideBelow] : ""}`;
}

/** Returns the sort that a click on the column's header asks for; null if the column can't be sorted. */
export function nextSort<Row>(column: Column<Row>, current: Sort | undefined): Sort | null {
  if (!column.sortKey) return null;
  if (current?.key !== column.sortKey) return { key: column.sortKey, order: column.firstOrder ?? "asc" };
  return { key: column.sortKey, order: current.order === "asc" ? "desc" : "asc" };
}
