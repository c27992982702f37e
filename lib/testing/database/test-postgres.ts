import { createHash, randomUUID } from "node:crypto";
import pg from "pg";
import { closeDatabase, openProcessDatabase } from "@/lib/db/database";
import { type Migrations, migrate } from "@/lib/db/migrate";

const urlOf = (server: string, name: string) => Object.assign(new URL(server), { pathname: `/${name}` }).href;

async function administer<T>(server: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function hashOf(migrations: Migrations): string {
  const hash = createHash("sha256");
  for (const [name, { up }] of Object.entries(migrations)) hash.update(`${name}\0${up}\0`);
  return hash.digest("hex").slice(0, 16);
}

/** Returns the name of a template database with these migrations: copying it is ten times as fast as migrating. */
async function ensureTemplate(server: string, client: pg.Client, migrations: Migrations): Promise<string> {
  const name = `template_${hashOf(migrations)}`;
  const exists = async () => (await client.query("select from pg_database where datname = $1", [name])).rowCount;
  if (await exists()) return name;
  // Held until the connection ends: test files run in parallel.
  await client.query("select pg_advisory_lock(1)");
  if (await exists()) return name;
  const unfinished = `unfinished_${randomUUID()}`;
  await client.query(`create database "${unfinished}"`);
  // Migrations check which database the process uses.
  const db = openProcessDatabase({ kind: "postgres", url: urlOf(server, unfinished) });
  await migrate(db, migrations).finally(closeDatabase);
  await client.query(`alter database "${unfinished}" rename to "${name}"`);
  return name;
}

/** Makes a separate database on that server, with the migrations; returns its URL, and a function that removes it. */
export async function createTestPostgres(
  server: string,
  migrations: Migrations,
): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `test_${randomUUID()}`;
  await administer(server, async (client) => {
    const template = await ensureTemplate(server, client, migrations);
    await client.query(`create database "${name}" template "${template}"`);
  });
  return {
    url: urlOf(server, name),
    drop: () => administer(server, async (client) => void (await client.query(`drop database "${name}" with (force)`))),
  };
}
