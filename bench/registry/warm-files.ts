import { readdirSync, readFileSync } from "node:fs";

/** Reads every file of a tree once: otherwise only the first measurement would wait for the disk. */
export function warmFiles(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) warmFiles(path);
    else readFileSync(path);
  }
}
