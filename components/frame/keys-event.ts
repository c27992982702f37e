const name = "shipshape:keys";

/** Asks for the list of keys, from wherever. */
export function openKeys(): void {
  window.dispatchEvent(new Event(name));
}

export function onOpenKeys(listener: () => void): () => void {
  window.addEventListener(name, listener);
  return () => window.removeEventListener(name, listener);
}
