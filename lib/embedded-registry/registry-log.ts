import "server-only";
import { closeSync, copyFileSync, openSync, readSync, statSync, truncateSync } from "node:fs";

const rotateAtBytes = 8 * 1024 * 1024;

/**
 * Opens the log for appending. The child writes to the file itself: with a pipe it would die with the console, or wait
 * for a busy console.
 */
export function openRegistryLog(file: string): number {
  return openSync(file, "a", 0o600);
}

/** Moves a log that has grown large aside to `….1`; the writer appends, so it goes on at the new start. */
export function rotateRegistryLog(file: string, atBytes = rotateAtBytes): void {
  try {
    if (statSync(file).size < atBytes) return;
    copyFileSync(file, `${file}.1`);
    truncateSync(file);
  } catch {
    // A log that can't be rotated is no reason to stop the registry.
  }
}

/** Returns the end of the log after `fromByte`, for an error message: at most 2 KiB in one line. */
export function readLogTail(file: string, fromByte: number): string {
  try {
    const sizeBytes = statSync(file).size;
    const start = Math.max(fromByte, sizeBytes - 2_048);
    const buffer = Buffer.alloc(Math.max(0, sizeBytes - start));
    const fd = openSync(file, "r");
    try {
      readSync(fd, buffer, 0, buffer.length, start);
    } finally {
      closeSync(fd);
    }
    return buffer.toString("utf8").replace(/\s+/g, " ").trim();
  } catch {
    return "";
  }
}
