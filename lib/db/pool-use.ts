import "server-only";
import type pg from "pg";
import { processWide } from "@/lib/process/process-wide";

type PoolUse = { idle: number; used: number; waiting: number };

const holder = () => processWide<{ pool: pg.Pool | null }>("postgres-pool", () => ({ pool: null }));

/** Remembers the pool of this process, for `findPoolUse`. */
export function rememberPool(pool: pg.Pool): void {
  holder().pool = pool;
}

/** Returns how many connections of the pool are idle and in use, and how many callers wait for one; null on SQLite. */
export function findPoolUse(): PoolUse | null {
  const { pool } = holder();
  return pool && { idle: pool.idleCount, used: pool.totalCount - pool.idleCount, waiting: pool.waitingCount };
}
