import { describe, expect, it } from "vitest";
import { layerRows } from "./layer-rows";

const layer = (digest: string, sizeBytes: number) => ({
  digest,
  mediaType: "application/vnd.oci.image.layer.v1.tar+gzip",
  sizeBytes,
  createdBy: null,
  createdAt: null,
  title: null,
  sizeFrom: "manifest" as const,
  stored: true,
  urls: [],
});
const step = (createdBy: string, digest: string | null) => ({
  createdBy,
  createdAt: null,
  empty: digest === null,
  layer: digest,
  layerIndex: null,
});

describe("layerRows", () => {
  it("lays the steps over the layers, and lets empty ones take none", () => {
    const { rows, matched, totalBytes } = layerRows({
      layers: [layer("sha256:a", 75), layer("sha256:b", 25)],
      history: [step("ADD", "sha256:a"), step("ENV", null), step("RUN", "sha256:b")],
    });
    expect(matched).toBe(true);
    expect(totalBytes).toBe(100);
    expect(rows.map((row) => [row.number, row.createdBy, row.sizeBytes, row.share])).toEqual([
      [1, "ADD", 75, 0.75],
      [null, "ENV", 0, 0],
      [2, "RUN", 25, 0.25],
    ]);
  });

  it("tells two layers of the same digest apart", () => {
    const same = layer("sha256:a", 10);
    const { rows, totalBytes } = layerRows({
      layers: [same, same],
      history: [step("RUN 1", "sha256:a"), step("RUN 2", "sha256:a")],
    });
    expect(new Set(rows.map((row) => row.key)).size).toBe(2);
    expect([totalBytes, rows.map((row) => row.share)]).toEqual([10, [1, 0]]);
  });

  it("shows the layers alone where the history doesn't match them", () => {
    const { rows, matched } = layerRows({
      layers: [layer("sha256:a", 1)],
      history: [step("RUN 1", "sha256:a"), { ...step("RUN 2", null), empty: false }],
    });
    expect(matched).toBe(false);
    expect(rows.map((row) => row.createdBy)).toEqual([null]);
  });

  it("counts no layer that is elsewhere or of unknown size, and says that there is more", () => {
    const elsewhere = { ...layer("sha256:b", 50), stored: false };
    const unknown = { ...layer("sha256:c", 0), sizeBytes: null };
    const { totalBytes, allKnown, rows } = layerRows({
      layers: [layer("sha256:a", 10), elsewhere, unknown],
      history: [],
    });
    expect([totalBytes, allKnown]).toEqual([10, false]);
    expect(rows.map((row) => [row.sizeBytes, row.stored])).toEqual([
      [10, true],
      [50, false],
      [null, true],
    ]);
  });

  it("names the types of files that are no layers of an image", () => {
    const model = { ...layer("sha256:a", 1), mediaType: "application/vnd.ollama.image.model" };
    const { rows } = layerRows({ layers: [model, layer("sha256:b", 1)], history: [] });
    expect(rows.map((row) => row.fileType)).toEqual(["application/vnd.ollama.image.model", null]);
  });

  it("has no share of nothing", () => {
    expect(layerRows({ layers: [layer("sha256:a", 0)], history: [] }).rows[0]?.share).toBe(0);
  });
});
