import type { Manifest } from "@/lib/contract/manifests";

export type LayerRow = {
  key: string;
  /** Place of the layer in the manifest, from 1; null for a step that made none. */
  number: number | null;
  createdBy: string | null;
  createdAt: string | null;
  digest: string | null;
  sizeBytes: number;
  /** Part of all layers' compressed bytes, 0 to 1. */
  share: number;
};

export type LayerRows = {
  rows: LayerRow[];
  totalBytes: number;
  /** False where the history can't be laid over the layers; the layers then have no steps. */
  matched: boolean;
};

/** The steps of an image with the layers they made, in the order of the Dockerfile. */
export function layerRows({ layers, history }: Pick<Manifest, "layers" | "history">): LayerRows {
  const totalBytes = layers.reduce((sum, layer) => sum + layer.sizeBytes, 0);
  const made = history.filter((step) => !step.empty);
  const matched = made.length === layers.length && made.every((step, index) => step.layer === layers[index]?.digest);

  const layerRow = (index: number, createdBy: string | null, createdAt: string | null): LayerRow => {
    const sizeBytes = layers[index]?.sizeBytes ?? 0;
    const share = totalBytes > 0 ? sizeBytes / totalBytes : 0;
    const digest = layers[index]?.digest ?? null;
    return { key: `layer-${index + 1}`, number: index + 1, createdBy, createdAt, digest, sizeBytes, share };
  };

  if (!matched || history.length === 0) {
    const rows = layers.map((layer, index) => layerRow(index, layer.createdBy, layer.createdAt));
    return { rows, totalBytes, matched: history.length === 0 && layers.length === 0 };
  }

  let next = 0;
  const rows = history.map((step, index): LayerRow => {
    if (!step.empty) return layerRow(next++, step.createdBy, step.createdAt);
    const { createdBy, createdAt } = step;
    return { key: `step-${index + 1}`, number: null, createdBy, createdAt, digest: null, sizeBytes: 0, share: 0 };
  });
  return { rows, totalBytes, matched: true };
}
