const acts = ["pointerdown", "keydown", "wheel", "touchmove"] as const;
let wasUsed = false;

/** Notices what a person does with the page; returns what ends that. */
export function watchUse(): () => void {
  const note = () => {
    wasUsed = true;
  };
  for (const act of acts) window.addEventListener(act, note, { capture: true, passive: true });
  return () => {
    for (const act of acts) window.removeEventListener(act, note, { capture: true });
  };
}

/** Whether somebody did something since this was last asked. */
export function takeUse(): boolean {
  const taken = wasUsed;
  wasUsed = false;
  return taken;
}
