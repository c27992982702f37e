import "server-only";
import type SQLite from "better-sqlite3";
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type SqliteDatabase,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
} from "kysely";
import { RecentMap } from "@/lib/process/recent-map";
import { tellFailures } from "./storage-error";

class ImmediateDriver extends SqliteDriver {
  readonly #isInTransaction: () => boolean;

  constructor(config: SqliteDialectConfig, isInTransaction: () => boolean) {
    super(config);
    this.#isInTransaction = isInTransaction;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    return tellFailures(await super.acquireConnection());
  }

  // A transaction that begins with reads fails at its first write, without waiting, if another thread has written
  // meanwhile. Taking the write lock at the start makes it wait instead.
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin immediate"));
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // After some failures, such as a full disk, SQLite has rolled back by itself, and would refuse to do it again.
    if (this.#isInTransaction()) await super.rollbackTransaction(connection);
  }
}

const mostPrepared = 200;

/**
 * Keeps the latest prepared statements: preparing a long one takes longer than running it. Kysely runs each statement
 * to its end at once, so a statement is never in use twice.
 */
function withPrepared(database: SQLite.Database): Pick<SQLite.Database, "prepare" | "close"> {
  const prepared = new RecentMap<string, SQLite.Statement>(mostPrepared);
  return {
    close: () => database.close(),
    prepare: ((text: string) => {
      const statement = prepared.get(text) ?? database.prepare(text);
      prepared.set(text, statement);
      return statement;
    }) as SQLite.Database["prepare"],
  };
}

/** SQLite for several threads that write concurrently. */
export class ImmediateSqliteDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig;
  readonly #isInTransaction: () => boolean;

  constructor(database: SQLite.Database) {
    const config = { database: withPrepared(database) as SqliteDatabase };
    super(config);
    this.#config = config;
    this.#isInTransaction = () => database.inTransaction;
  }

  override createDriver(): Driver {
    return new ImmediateDriver(this.#config, this.#isInTransaction);
  }
}
