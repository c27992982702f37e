import { expect, test } from "vitest";
import { squarify, type Tile } from "./squarify";

const layOut = (sizes: number[], width = 600, height = 400) => squarify(sizes, (size) => size, width, height);
const areaOf = ({ width, height }: Tile<number>) => width * height;
const overlaps = (a: Tile<number>, b: Tile<number>) =>
  a.x + a.width > b.x + 1e-6 &&
  b.x + b.width > a.x + 1e-6 &&
  a.y + a.height > b.y + 1e-6 &&
  b.y + b.height > a.y + 1e-6;

const many = Array.from({ length: 101 }, (_, at) => 10_000_000 / (at + 1) ** 1.5);

test("each tile has its share of the area, and together they fill it", () => {
  for (const sizes of [[1], [6, 6, 4, 3, 2, 2, 1], many]) {
    const tiles = layOut(sizes);
    const total = sizes.reduce((sum, size) => sum + size, 0);
    for (const tile of tiles) expect(areaOf(tile)).toBeCloseTo((tile.item / total) * 240_000, 3);
    expect(tiles).toHaveLength(sizes.length);
  }
});

test("no tile lies on another or beyond the edge", () => {
  const tiles = layOut(many);
  for (const [at, tile] of tiles.entries()) {
    expect(tile.x).toBeGreaterThanOrEqual(-1e-6);
    expect(tile.x + tile.width).toBeLessThanOrEqual(600 + 1e-6);
    expect(tile.y + tile.height).toBeLessThanOrEqual(400 + 1e-6);
    expect(tiles.slice(at + 1).some((other) => overlaps(tile, other))).toBe(false);
  }
});

test("tiles are about square, as in the example of the paper", () => {
  const tiles = layOut([6, 6, 4, 3, 2, 2, 1], 6, 4);
  const ratios = tiles.map(({ width, height }) => Math.max(width / height, height / width));
  expect(Math.max(...ratios)).toBeLessThan(2.8);
  expect(tiles.slice(0, 2).map(({ x, y, width, height }) => [x, y, width, height])).toEqual([
    [0, 0, 3, 2],
    [0, 2, 3, 2],
  ]);
});

test("what has no size has no tile, and nothing makes nothing", () => {
  expect(layOut([3, 0]).map(({ item }) => item)).toEqual([3]);
  expect(layOut([0, 0])).toEqual([]);
  expect(layOut([])).toEqual([]);
});
