import type { Tile } from "./squarify";

/**
 * Returns the place of a tile in its frame as CSS, in per cent, so that it also fits while the frame is being measured.
 */
export function placeOf({ x, y, width, height }: Tile<unknown>, frame: { width: number; height: number }) {
  const percent = (part: number, whole: number) => `${(part / Math.max(1, whole)) * 100}%`;
  return {
    left: percent(x, frame.width),
    top: percent(y, frame.height),
    width: percent(width, frame.width),
    height: percent(height, frame.height),
  };
}
