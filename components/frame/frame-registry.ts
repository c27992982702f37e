/** What the frame needs to know of a registry. */
export type FrameRegistry = { name: string; title: string };
