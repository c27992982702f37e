import type { TestProject } from "vitest/node";
import { findPostgres } from "@/bin/find-postgres.mjs";
import { startPostgres } from "./postgres-cluster";

declare module "vitest" {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

/** One PostgreSQL for a whole run of the tests; each test makes a database of its own in it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const found = findPostgres();
  if (!found) throw new Error("PostgreSQL has gone.");
  const { url, close } = await startPostgres(found);
  project.provide("postgresUrl", url);
  return close;
}
