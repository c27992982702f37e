import "server-only";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

// Outside the database, so that an emptied or replaced database doesn't offer the set-up to the first visitor.
const markerFile = (dataDir: string) => join(/*turbopackIgnore: true*/ dataDir, "initialised");

export function isInitialised(dataDir: string): boolean {
  return existsSync(/*turbopackIgnore: true*/ markerFile(dataDir));
}

export function markInitialised(dataDir: string): void {
  if (isInitialised(dataDir)) return;
  mkdirSync(/*turbopackIgnore: true*/ dataDir, { recursive: true, mode: 0o700 });
  writeFileSync(/*turbopackIgnore: true*/ markerFile(dataDir), `${new Date().toISOString()}\n`, {
    mode: 0o600,
    flush: true,
  });
}
