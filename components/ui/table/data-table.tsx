"use client";

import { clsx } from "clsx";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { memo, type ReactNode, useEffect, useRef } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import { useHydrated } from "@/components/ui/use-hydrated";
import { DataTableHead } from "./data-table-head";
import { SelectBox, type TableSelection } from "./select-box";
import { type Column, columnClass, type Sort } from "./table-column";
import { useRowKeys } from "./use-row-keys";
import { useVirtualRows } from "./use-virtual-rows";

export const rowHeightPx = 40;

export type DataTableProps<Row> = {
  /** The name of the rows, for a screen reader. */
  label: string;
  columns: readonly Column<Row>[];
  /** Undefined for a row that has not been read yet. */
  rows: readonly (Row | undefined)[];
  rowKey: (row: Row) => string;
  /** Where Enter and a click on the row lead. One of the row's cells must contain the same link. */
  rowHref?: (row: Row) => string;
  /** What Enter and a click on the row do if the row has no address. */
  onRowOpen?: (row: Row) => void;
  sort?: Sort | undefined;
  onSort?: (sort: Sort) => void;
  /** If given, each row has a box that selects it. */
  selection?: TableSelection | undefined;
  /** Whether the rows are being read for the first time: skeletons replace them. */
  loading?: boolean;
  /** Whether more rows are being read. */
  loadingMore?: boolean;
  /** Called when the last rows come into view. */
  onEndReached?: () => void;
  /** Called with the range of drawn rows, so that missing ones can be read. */
  onVisible?: (first: number, last: number) => void;
  /** Shown if there are no rows. */
  empty?: ReactNode;
  /** A CSS length; if the table gets narrower, it scrolls sideways inside its frame. */
  minWidth?: string;
};

/** Rows of equal height under a fixed header; only the rows near the view are drawn. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowKey, rowHref, onRowOpen, selection, onVisible } = props;
  const router = useRouter();
  const body = useRef<HTMLTableSectionElement>(null);
  const range = useVirtualRows(body, rows.length, rowHeightPx);
  const boxed = selection !== undefined;

  useEffect(() => {
    onVisible?.(range.first, range.last);
  }, [onVisible, range.first, range.last]);

  // Before hydration the keys do nothing.
  const listens = useHydrated();
  useRowKeys({
    body,
    count: rows.length,
    scrollTo: range.scrollTo,
    onOpen: (index) => {
      const row = rows[index];
      if (row && rowHref) router.push(rowHref(row));
      else if (row) onRowOpen?.(row);
    },
    onToggle: selection?.onToggle,
  });

  return (
    <div className="relative rounded-[10px] border border-line bg-panel max-md:overflow-x-auto md:overflow-clip">
      <table
        aria-label={label}
        aria-rowcount={rows.length + 1}
        aria-keyshortcuts={listens ? "j k x" : undefined}
        aria-busy={props.loading || props.loadingMore || undefined}
        className="w-full table-fixed border-separate border-spacing-0"
        style={{ minWidth: props.minWidth }}
      >
        <DataTableHead columns={columns} sort={props.sort} onSort={props.onSort} selection={selection} />
        <tbody ref={body}>
          <Spacer heightPx={range.abovePx} />
          {rows.slice(range.first, range.last + 1).map((row, offset) =>
            row === undefined ? (
              <SkeletonRow
                // biome-ignore lint/suspicious/noArrayIndexKey: the place in the list is all that is known of it
                key={`unread ${range.first + offset}`}
                columns={columns}
                index={range.first + offset}
                boxed={boxed}
              />
            ) : (
              <BodyRow
                key={rowKey(row)}
                row={row}
                name={rowKey(row)}
                index={range.first + offset}
                columns={columns}
                selected={selection?.has(rowKey(row))}
                onToggle={selection?.onToggle}
                opens={rowHref !== undefined || onRowOpen !== undefined}
              />
            ),
          )}
          <Spacer heightPx={range.belowPx} />
          {props.loading ? <SkeletonRows columns={columns} boxed={boxed} count={8} /> : null}
          {props.loadingMore ? <SkeletonRows columns={columns} boxed={boxed} count={1} /> : null}
        </tbody>
      </table>
      {!props.loading && rows.length === 0 ? props.empty : null}
      {props.onEndReached && rows.length > 0 ? <EndMark onReached={props.onEndReached} rows={rows.length} /> : null}
    </div>
  );
}

type BodyRowProps<Row> = {
  row: Row;
  name: string;
  index: number;
  columns: readonly Column<Row>[];
  selected: boolean | undefined;
  onToggle: TableSelection["onToggle"] | undefined;
  opens: boolean;
};

function PlainBodyRow<Row>({ row, name, index, columns, selected, onToggle, opens }: BodyRowProps<Row>) {
  return (
    <tr
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={selected}
      tabIndex={-1}
      className={clsx(
        "group/row scroll-mt-24 -outline-offset-2 last:[&>td]:border-b-0",
        opens && "cursor-pointer",
        selected ? "bg-accent-soft" : "hover:bg-sunken/60",
      )}
    >
      {onToggle ? (
        <td className="border-line border-b pl-3">
          <SelectBox name={name} checked={selected} onToggle={(range) => onToggle(index, range)} />
        </td>
      ) : null}
      {columns.map((column) => (
        <td key={column.id} className={clsx("h-10 truncate border-line border-b px-3", columnClass(column))}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}

// A scroll moves by a few rows: the rows that stay are not rendered again.
const BodyRow = memo(PlainBodyRow) as typeof PlainBodyRow;

// One cell is enough for the height; a cell that spans columns would bring back columns hidden on a narrow screen.
function Spacer({ heightPx }: { heightPx: number }) {
  if (heightPx === 0) return null;
  return (
    <tr aria-hidden>
      <td style={{ height: heightPx, padding: 0 }} />
    </tr>
  );
}

function SkeletonRows<Row>({ count, ...props }: SkeletonRowProps<Row> & { count: number }) {
  return Array.from({ length: count }, (_, row) => row).map((row) => (
    <SkeletonRow key={row} {...props} isNamed={row === 0} />
  ));
}

type SkeletonRowProps<Row> = { columns: readonly Column<Row>[]; boxed: boolean; index?: number; isNamed?: boolean };

/** The placeholder of a row that is being read; with `isNamed`, it says so to screen readers. */
function SkeletonRow<Row>({ columns, boxed, index, isNamed }: SkeletonRowProps<Row>) {
  const t = useTranslations("ui.table");
  return (
    <tr data-index={index} aria-rowindex={index === undefined ? undefined : index + 2} tabIndex={-1}>
      {boxed ? <td className="border-line border-b" /> : null}
      {columns.map((column, at) => (
        <td key={column.id} className={clsx("h-10 border-line border-b px-3", columnClass(column))}>
          {isNamed && at === 0 ? <span className="sr-only">{t("loading")}</span> : null}
          <Skeleton className={clsx("h-3.5", at === 0 ? "w-2/3" : "w-3/4", column.align === "right" && "ml-auto")} />
        </td>
      ))}
    </tr>
  );
}

function EndMark({ onReached, rows }: { onReached: () => void; rows: number }) {
  const mark = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: with more rows the mark may still be in sight, and must be told of again
  useEffect(() => {
    if (!mark.current) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && onReached(), {
      rootMargin: "600px",
    });
    observer.observe(mark.current);
    return () => observer.disconnect();
  }, [onReached, rows]);
  return <div ref={mark} />;
}
