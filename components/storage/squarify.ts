export type Tile<Item> = { item: Item; x: number; y: number; width: number; height: number };

/**
 * Lays items out as tiles that fill a rectangle, each with its share of the area and as square as possible ("Squarified
 * Treemaps", Bruls, Huizing, van Wijk 2000). Items must be sorted largest first; an item of size 0 gets no tile.
 */
export function squarify<Item>(
  items: readonly Item[],
  sizeOf: (item: Item) => number,
  width: number,
  height: number,
): Tile<Item>[] {
  const sized = items.map((item) => ({ item, size: sizeOf(item) })).filter(({ size }) => size > 0);
  const total = sized.reduce((sum, { size }) => sum + size, 0);
  const left = { x: 0, y: 0, width, height };
  const tiles: Tile<Item>[] = [];
  for (let start = 0; start < sized.length; ) {
    const perUnit = (width * height) / total;
    const areas = sized.slice(start).map(({ size }) => size * perUnit);
    const count = bestCount(areas, Math.min(left.width, left.height));
    place(
      sized.slice(start, start + count).map(({ item }, at) => ({ item, area: areas[at] ?? 0 })),
      left,
      tiles,
    );
    start += count;
  }
  return tiles;
}

/** Returns how many of the next areas make the squarest row along a side of that length. */
function bestCount(areas: readonly number[], side: number): number {
  let sum = areas[0] ?? 0;
  let worst = worstRatio(sum, sum, sum, side);
  let count = 1;
  for (const largest = areas[0] ?? 0; count < areas.length; count++) {
    const next = areas[count] ?? 0;
    const ratio = worstRatio(sum + next, largest, next, side);
    if (ratio > worst) break;
    sum += next;
    worst = ratio;
  }
  return count;
}

function worstRatio(sum: number, largest: number, smallest: number, side: number): number {
  const thickness = sum / side;
  return Math.max(largest / thickness ** 2, thickness ** 2 / smallest);
}

type Box = { x: number; y: number; width: number; height: number };

/** Puts a row of areas along the shorter side, and subtracts its space from what is left. */
function place<Item>(row: { item: Item; area: number }[], left: Box, tiles: Tile<Item>[]): void {
  const isUpright = left.width >= left.height;
  const sum = row.reduce((total, { area }) => total + area, 0);
  const side = isUpright ? left.height : left.width;
  const thickness = sum / side;
  let along = isUpright ? left.y : left.x;
  for (const { item, area } of row) {
    const length = area / thickness;
    tiles.push(
      isUpright
        ? { item, x: left.x, y: along, width: thickness, height: length }
        : { item, x: along, y: left.y, width: length, height: thickness },
    );
    along += length;
  }
  if (isUpright) {
    left.x += thickness;
    left.width = Math.max(0, left.width - thickness);
  } else {
    left.y += thickness;
    left.height = Math.max(0, left.height - thickness);
  }
}
