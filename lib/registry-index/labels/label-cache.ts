import "server-only";
import { processWide } from "@/lib/process/process-wide";

export type KnownLabel = { id: number; manifestId: number };

const mostOfGeneration = 10_000;

// Most labels repeat those of the previous manifest. There are two generations: a label that is not asked for while the
// young one fills up is forgotten with the old one.
const generations = () =>
  processWide("known-labels", () => ({
    young: new Map<string, KnownLabel>(),
    old: new Map<string, KnownLabel>(),
  }));

/** Returns a label that was recently written or read, by its text. */
export function recallLabel(text: string): KnownLabel | undefined {
  const { young, old } = generations();
  const known = young.get(text) ?? old.get(text);
  if (known && !young.has(text)) rememberLabel(text, known);
  return known;
}

export function rememberLabel(text: string, label: KnownLabel): void {
  const kept = generations();
  if (kept.young.size >= mostOfGeneration) {
    kept.old = kept.young;
    kept.young = new Map();
  }
  kept.young.set(text, label);
}

/** Forgets all labels, after a failed transaction: a label that was not written must not be assumed to exist. */
export function forgetLabels(): void {
  Object.assign(generations(), { young: new Map(), old: new Map() });
}
