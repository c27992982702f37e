import { clsx } from "clsx";
import type { ReactNode } from "react";
import { Panel } from "@/components/ui/panel";

export type PlainColumn<Row> = {
  header: string;
  cell: (row: Row) => ReactNode;
  align?: "right";
  /** A CSS width; columns without one share the remaining space. */
  width?: string;
  className?: string;
};

type PlainTableProps<Row> = {
  label: string;
  columns: readonly PlainColumn<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row, index: number) => string;
};

/** A short, read-only table: it has no order to choose and no rows to open. */
export function PlainTable<Row>({ label, columns, rows, rowKey }: PlainTableProps<Row>) {
  return (
    <Panel>
      <table aria-label={label} className="w-full table-fixed border-separate border-spacing-0">
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.header}
                scope="col"
                style={{ width: column.width }}
                className={clsx(
                  "h-9 truncate border-line border-b px-3 text-left font-medium text-muted text-sm",
                  column.align === "right" && "text-right",
                  column.className,
                )}
              >
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={rowKey(row, index)} className="last:[&>td]:border-b-0">
              {columns.map((column) => (
                <td
                  key={column.header}
                  className={clsx(
                    "h-10 truncate border-line border-b px-3",
                    column.align === "right" && "text-right tabular-nums",
                    column.className,
                  )}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
