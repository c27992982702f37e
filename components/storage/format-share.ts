/** Formats a share (0 to 1) in per cent; a share too small to show becomes "< 0.1 %". */
export function formatShare(share: number): string {
  if (share > 0 && share < 0.001) return "< 0.1 %";
  return `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
}
