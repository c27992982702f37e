import "server-only";
import { type Kysely, type SqlBool, sql } from "kysely";

/** Tables as they are, whatever they are called: a backup has all of them. */
export type AnyTables = Record<string, Record<string, unknown>>;
type AnyDatabase = Kysely<AnyTables>;
type Row = Record<string, unknown>;

const rowsAtOnce = 500;
// SQLite binds at most 32,766 values in a statement, PostgreSQL 65,535.
const mostValues = 30_000;
// Of the tool that runs the migrations, and of a backup itself.
const foreign = /^(?:kysely_|shipshape_backup$|sqlite_)/;
// Other tables refer to these.
const first = ["people", "collection_runs"];

/** Returns the names of the console's tables in an SQLite database, those first that others refer to. */
export async function listTables(sqlite: AnyDatabase): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(sqlite);
  const names = rows.map(({ name }) => name).filter((name) => !foreign.test(name));
  return [...first.filter((name) => names.includes(name)), ...names.filter((name) => !first.includes(name)).sort()];
}

/** Copies all rows of a table; both databases have it with the same columns. */
export async function copyTable(rows: AsyncIterable<Row[]>, to: AnyDatabase, table: string): Promise<void> {
  for await (const some of rows) {
    const columns = Object.keys(some[0] ?? {}).length;
    const atOnce = Math.max(1, Math.floor(mostValues / Math.max(1, columns)));
    for (let at = 0; at < some.length; at += atOnce)
      await to
        .insertInto(table)
        .values(some.slice(at, at + atOnce))
        .execute();
  }
}

/** Reads a table of PostgreSQL in parts, within a transaction. */
export async function* rowsOfPostgres(db: AnyDatabase, table: string): AsyncGenerator<Row[]> {
  await sql`declare backup_rows no scroll cursor for select * from ${sql.table(table)}`.execute(db);
  for (;;) {
    const { rows } = await sql<Row>`fetch ${sql.lit(rowsAtOnce)} from backup_rows`.execute(db);
    if (rows.length === 0) break;
    yield rows;
  }
  await sql`close backup_rows`.execute(db);
}

/** Reads a table of SQLite in parts. */
export async function* rowsOfSqlite(db: AnyDatabase, table: string): AsyncGenerator<Row[]> {
  const key = await keyOf(db, table);
  let after: Row | null = null;
  for (;;) {
    let query = db.selectFrom(table).selectAll().limit(rowsAtOnce);
    for (const column of key) query = query.orderBy(column);
    if (after) query = query.where(isBehind(key, after));
    const rows: Row[] = await query.execute();
    if (rows.length === 0) return;
    after = rows.at(-1) ?? null;
    yield rows;
  }
}

// Every table of the console has a primary key, which is read in order.
async function keyOf(db: AnyDatabase, table: string): Promise<string[]> {
  const { rows } = await sql<{ name: string; pk: number }>`
    select name, pk from pragma_table_info(${table})`.execute(db);
  const key = rows.filter(({ pk }) => pk > 0).sort((one, other) => one.pk - other.pk);
  return key.map(({ name }) => name);
}

function isBehind(key: readonly string[], after: Row) {
  const columns = sql.join(key.map((name) => sql.ref(name)));
  const values = sql.join(key.map((name) => sql`${after[name]}`));
  return sql<SqlBool>`(${columns}) > (${values})`;
}
