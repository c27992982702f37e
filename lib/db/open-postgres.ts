import "server-only";
import { Kysely, PostgresAdapter, PostgresDriver, PostgresIntrospector, PostgresQueryCompiler } from "kysely";
import pg from "pg";
import { AppError } from "@/lib/errors/app-error";
import { warnSparingly } from "@/lib/logging/warn-sparingly";
import { rememberPool } from "./pool-use";
import { tellFailures } from "./storage-error";

/**
 * Opens PostgreSQL with at most ten connections. A query that gets none within ten seconds, because the server can't be
 * reached or all are busy, throws `unavailable`.
 */
export function openPostgres<Tables>(url: string): Kysely<Tables> {
  pg.types.setTypeParser(pg.types.builtins.INT8, Number);
  const pool = new pg.Pool({
    connectionString: url,
    application_name: "shipshape",
    max: 10,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
  });
  // An unhandled error event ends the process. The pool handles those of idle connections and passes them on, but
  // nothing handles those of connections that break between two statements of a transaction.
  const warn = (err: Error) => warnSparingly("database-connection", { err }, "A database connection was lost");
  rememberPool(pool);
  pool.on("error", warn);
  pool.on("connect", (client) => client.on("error", warn));
  return new Kysely({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new Driver({ pool }),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new QueryCompiler(),
    },
  });
}

class Driver extends PostgresDriver {
  override async acquireConnection(...options: Parameters<PostgresDriver["acquireConnection"]>) {
    try {
      return tellFailures(await super.acquireConnection(...options));
    } catch (cause) {
      // The reason names addresses and accounts, so it is only logged.
      warnSparingly("database-unreachable", { err: cause }, "The database can't be reached");
      throw new AppError("unavailable", "The console can't reach its database. See its log for the reason.", { cause });
    }
  }

  override async rollbackTransaction(...connection: Parameters<PostgresDriver["rollbackTransaction"]>) {
    // If even that fails, the connection is dead and the server rolls back by itself. The error thrown on says why.
    await super.rollbackTransaction(...connection).catch(() => undefined);
  }
}

/** PostgreSQL's text can't hold U+0000, but a registry's texts may: it becomes U+FFFD, when stored and in filters. */
class QueryCompiler extends PostgresQueryCompiler {
  protected override addParameter(parameter: unknown): void {
    super.addParameter(typeof parameter === "string" ? parameter.replaceAll("\0", "\ufffd") : parameter);
  }
}
