import "server-only";
import { type RawBuilder, sql } from "kysely";
import { isPostgres } from "./database";

/** Returns the condition that a column has one of these values, however many: as one parameter of the statement. */
export function isOneOf(column: string, values: readonly (string | number)[]): RawBuilder<boolean> {
  return isPostgres()
    ? sql<boolean>`${sql.ref(column)} = any(${[...values]})`
    : sql<boolean>`${sql.ref(column)} in (select value from json_each(${JSON.stringify(values)}))`;
}
