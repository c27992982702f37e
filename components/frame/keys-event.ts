const name = "shipshape:keys";

/** Opens the list of keys, from anywhere in the page. */
export function openKeys(): void {
  window.dispatchEvent(new Event(name));
}

export function onOpenKeys(listener: () => void): () => void {
  window.addEventListener(name, listener);
  return () => window.removeEventListener(name, listener);
}
