import { mkdirSync, writeFileSync } from "node:fs";
import { arch, availableParallelism, cpus, totalmem } from "node:os";
import { resolve } from "node:path";
import { type Figure, reachesGoal } from "@/bench/figure";

/** Returns the figures as a Markdown table that can be put into a document unchanged. */
export function formatTable(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.set,
    figure.name,
    figure.value === null ? "–" : formatNumber(figure.value),
    formatGoal(figure),
    { true: "reached", false: "MISSED", null: "" }[`${reachesGoal(figure)}`] ?? "",
    figure.detail,
  ]);
  const all = [["set", "figure", "value", "goal", "", "from"], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const lines = all.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`);
  lines.splice(1, 0, `| ${[...widths, 4].map((width) => "-".repeat(Math.max(width, 3))).join(" | ")} |`);
  return lines.join("\n");
}

/** Stores a run beside the earlier ones and returns the name of the file. */
export function writeResults(figures: readonly Figure[], about: Record<string, unknown>): string {
  const folder = resolve("bench/results");
  mkdirSync(folder, { recursive: true });
  const file = `${folder}/${new Date().toISOString().replaceAll(":", "-").slice(0, 19)}.json`;
  const judged = figures.map((figure) => ({ ...figure, reached: reachesGoal(figure) }));
  writeFileSync(file, `${JSON.stringify({ ...about, machine: describeMachine(), figures: judged }, null, 2)}\n`);
  return file;
}

/** Describes the machine on which the figures were measured. */
export function describeMachine(): string {
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  return `${availableParallelism()} × ${cpus()[0]?.model.trim() ?? "unknown"}, ${memory}, ${process.platform}-${arch()}, Node ${process.version}`;
}

function formatNumber(value: number): string {
  if (Number.isInteger(value)) return `${value}`;
  return value >= 100 ? value.toFixed(0) : value.toFixed(2);
}

function formatGoal({ goal }: Figure): string {
  if (goal === null) return "";
  return "atMost" in goal ? `≤ ${goal.atMost}` : `≥ ${goal.atLeast}`;
}
