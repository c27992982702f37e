/** The name of the key that goes with letters for shortcuts: Command on Apple's machines, else Control. Browser only. */
export function modKey(): "⌘" | "Ctrl" {
  return /^(?:Mac|iP)/.test(navigator.platform) ? "⌘" : "Ctrl";
}
