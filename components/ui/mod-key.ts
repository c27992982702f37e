/** Returns the name of the modifier key for shortcuts: Command on Apple's machines, else Control. Browser only. */
export function modKey(): "⌘" | "Ctrl" {
  return /^(?:Mac|iP)/.test(navigator.platform) ? "⌘" : "Ctrl";
}
