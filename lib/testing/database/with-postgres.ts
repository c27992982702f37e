import type { TestProject } from "vitest/node";
import { findPostgres } from "@/bin/find-postgres.mjs";
import { startPostgres } from "./postgres-cluster";

declare module "vitest" {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

/** Starts one PostgreSQL for a whole test run; each test makes its own database in it. Throws if it isn't found. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const found = findPostgres();
  if (!found) throw new Error("PostgreSQL has gone.");
  const { url, close } = await startPostgres(found);
  project.provide("postgresUrl", url);
  return close;
}
