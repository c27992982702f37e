/** What the frame needs from a registry. */
export type FrameRegistry = { name: string; title: string };
