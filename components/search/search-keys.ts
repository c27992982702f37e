import { isTyping } from "@/components/ui/is-typing";
import { modKey } from "@/components/ui/mod-key";

/**
 * Returns whether the key opens the search: `/`, or Ctrl or Command with K, which works from a field too; never over a
 * dialog.
 */
export function opensSearch(event: KeyboardEvent): boolean {
  if (isToggle(event)) return document.querySelector("[role=dialog], [role=alertdialog], [role=menu]") === null;
  return event.key === "/" && !isTyping(event);
}

/** Returns whether the key is Ctrl or Command with K, which also closes the search. */
export function isToggle({ key, ctrlKey, metaKey, altKey, shiftKey, defaultPrevented }: KeyboardEvent): boolean {
  if (defaultPrevented || altKey || shiftKey || key.toLowerCase() !== "k") return false;
  return modKey() === "⌘" ? metaKey && !ctrlKey : ctrlKey && !metaKey;
}

/** Returns the text after a key is typed while the field isn't there yet; null for a key that types nothing. */
export function typeKey(text: string, { key, ctrlKey, metaKey, altKey, isComposing }: KeyboardEvent): string | null {
  if (ctrlKey || metaKey || altKey || isComposing) return null;
  if (key === "Backspace") return text.slice(0, -1);
  return [...key].length === 1 ? text + key : null;
}
