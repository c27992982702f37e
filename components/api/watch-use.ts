const acts = ["pointerdown", "keydown", "wheel", "touchmove"] as const;
let wasUsed = false;

/** Starts noticing what a person does with the page; returns a function that stops it. */
export function watchUse(): () => void {
  const note = () => {
    wasUsed = true;
  };
  for (const act of acts) window.addEventListener(act, note, { capture: true, passive: true });
  return () => {
    for (const act of acts) window.removeEventListener(act, note, { capture: true });
  };
}

/** Returns whether a person did something since the last call. */
export function takeUse(): boolean {
  const taken = wasUsed;
  wasUsed = false;
  return taken;
}
