const colors = ["bg-bar-1", "bg-bar-2", "bg-bar-3", "bg-bar-4", "bg-bar-5"] as const;

/** Returns the colour of the layer with this number, the same in the bar and in the table. */
export function barColor(number: number): string {
  return colors[(number - 1) % colors.length] ?? colors[0];
}
