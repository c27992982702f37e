import { clsx } from "clsx";
import { ArrowDown, ArrowUp } from "lucide-react";
import { SelectBox, type TableSelection } from "./select-box";
import { type Column, columnClass, nextSort, type Sort } from "./table-column";

type DataTableHeadProps<Row> = {
  columns: readonly Column<Row>[];
  sort: Sort | undefined;
  onSort: ((sort: Sort) => void) | undefined;
  selection: TableSelection | undefined;
};

export function DataTableHead<Row>({ columns, sort, onSort, selection }: DataTableHeadProps<Row>) {
  return (
    <thead>
      <tr>
        {selection ? (
          <th scope="col" className="top-12 z-10 w-8 border-line border-b bg-panel pl-3 md:sticky">
            <SelectBox
              checked={selection.state === "some" ? "some" : selection.state === "all"}
              onToggle={selection.onToggleAll}
            />
          </th>
        ) : null}
        {columns.map((column) => (
          <HeaderCell key={column.id} column={column} sort={sort} onSort={onSort} />
        ))}
      </tr>
    </thead>
  );
}

type HeaderCellProps<Row> = Omit<DataTableHeadProps<Row>, "columns" | "selection"> & { column: Column<Row> };

function HeaderCell<Row>({ column, sort, onSort }: HeaderCellProps<Row>) {
  const next = onSort ? nextSort(column, sort) : null;
  const current = sort && sort.key === column.sortKey ? sort.order : null;
  const Arrow = current === "desc" ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      title={column.meaning}
      style={{ width: column.width }}
      aria-sort={current === null ? undefined : current === "asc" ? "ascending" : "descending"}
      className={clsx(
        "top-12 z-10 h-9 truncate border-line border-b bg-panel px-3 text-left font-medium text-muted text-sm md:sticky",
        columnClass(column),
      )}
    >
      {next ? (
        <button
          type="button"
          onClick={() => onSort?.(next)}
          className={clsx(
            "group inline-flex items-center gap-1 rounded -outline-offset-1 hover:text-text",
            column.align === "right" && "flex-row-reverse",
            current && "text-text",
          )}
        >
          {column.header}
          <Arrow className={clsx("size-3.5", !current && "invisible group-hover:visible")} aria-hidden />
        </button>
      ) : (
        <span className={clsx(column.hideHeader && "sr-only")}>{column.header}</span>
      )}
    </th>
  );
}
