/** Returns true while a key press is text, or is meant for an open dialog or menu: no shortcut may take it then. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true;
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.matches("input:not([type=checkbox]), textarea, select")) return true;
  return document.querySelector("[role=dialog], [role=menu], [role=alertdialog], :popover-open") !== null;
}
