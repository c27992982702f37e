import { isTyping } from "@/components/ui/is-typing";
import { modKey } from "@/components/ui/mod-key";

/** Whether the key opens the search: `/`, or Ctrl or Command with K, from a field too; never over a dialog. */
export function opensSearch(event: KeyboardEvent): boolean {
  if (isToggle(event)) return document.querySelector("[role=dialog], [role=alertdialog], [role=menu]") === null;
  return event.key === "/" && !isTyping(event);
}

/** Ctrl or Command with K, which closes the search again. */
export function isToggle({ key, ctrlKey, metaKey, altKey, shiftKey, defaultPrevented }: KeyboardEvent): boolean {
  if (defaultPrevented || altKey || shiftKey || key.toLowerCase() !== "k") return false;
  return modKey() === "⌘" ? metaKey && !ctrlKey : ctrlKey && !metaKey;
}

/** What the text becomes by a key that is typed before there is a field; null for a key that types nothing. */
export function typeKey(text: string, { key, ctrlKey, metaKey, altKey, isComposing }: KeyboardEvent): string | null {
  if (ctrlKey || metaKey || altKey || isComposing) return null;
  if (key === "Backspace") return text.slice(0, -1);
  return [...key].length === 1 ? text + key : null;
}
