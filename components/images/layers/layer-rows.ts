import type { Manifest } from "@/lib/contract/manifests";
import { isEncrypted, isImageLayer } from "@/lib/oci/layer-type";

export type LayerRow = {
  key: string;
  /** Position of the layer in the manifest, from 1; null for a step that made none. */
  number: number | null;
  createdBy: string | null;
  createdAt: string | null;
  digest: string | null;
  /** Null if unknown. */
  sizeBytes: number | null;
  /** False if the layer must be fetched from elsewhere; null if unknown. */
  stored: boolean | null;
  /** Whether the registry was asked for the size, because the manifest doesn't give it. */
  sizeAsked: boolean;
  urls: readonly string[];
  /** Whether the same layer occurs before this one. */
  again: boolean;
  encrypted: boolean;
  /** The media type of a layer that is not an image layer; null for an image layer, and for a step that made none. */
  fileType: string | null;
  /** Share of all layers' compressed bytes, 0 to 1; 0 for a layer that occurs before. */
  share: number;
};

export type LayerRows = {
  rows: LayerRow[];
  /** The bytes of the layers that are stored and whose size is known, each counted once. */
  totalBytes: number;
  /** False if the total is larger than that. */
  allKnown: boolean;
  /** False if the history can't be matched with the layers; the layers then have no steps. */
  matched: boolean;
};

const noLayer = {
  number: null,
  digest: null,
  sizeBytes: 0,
  sizeAsked: false,
  stored: null,
  share: 0,
  urls: [],
  again: false,
  encrypted: false,
  fileType: null,
};

/** Returns the steps of an image with the layers they made, in the order of the Dockerfile. */
export function layerRows({ layers, history }: Pick<Manifest, "layers" | "history">): LayerRows {
  // A layer that occurs twice is stored once, and a layer that is elsewhere is not stored.
  const seen = new Set<string>();
  const again = layers.map(({ digest }) => seen.size === seen.add(digest).size);
  const counted = layers.map(({ sizeBytes, stored }, index) => (stored === false || again[index] ? 0 : sizeBytes));
  const totalBytes = counted.reduce<number>((sum, bytes) => sum + (bytes ?? 0), 0);
  const allKnown = !counted.includes(null);
  const made = history.filter((step) => !step.empty);
  const matched = made.length === layers.length && made.every((step, index) => step.layer === layers[index]?.digest);

  const layerRow = (index: number, createdBy: string | null, createdAt: string | null): LayerRow => {
    const layer = layers[index];
    const share = totalBytes > 0 ? (counted[index] ?? 0) / totalBytes : 0;
    const fileType = layer && !isImageLayer(layer) ? layer.mediaType : null;
    return {
      key: `layer-${index + 1}`,
      number: index + 1,
      createdBy,
      createdAt,
      fileType,
      share,
      digest: layer?.digest ?? null,
      sizeBytes: layer?.sizeBytes ?? null,
      sizeAsked: layer?.sizeFrom === "asked",
      stored: layer?.stored ?? null,
      urls: layer?.urls ?? [],
      again: again[index] ?? false,
      encrypted: layer !== undefined && isEncrypted(layer),
    };
  };

  if (!matched || history.length === 0) {
    const rows = layers.map((layer, index) => layerRow(index, layer.createdBy, layer.createdAt));
    return { rows, totalBytes, allKnown, matched: history.length === 0 && layers.length === 0 };
  }

  let next = 0;
  const rows = history.map((step, index): LayerRow => {
    if (!step.empty) return layerRow(next++, step.createdBy, step.createdAt);
    const { createdBy, createdAt } = step;
    return { ...noLayer, key: `step-${index + 1}`, createdBy, createdAt };
  });
  return { rows, totalBytes, allKnown, matched: true };
}
