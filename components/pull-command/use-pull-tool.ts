"use client";

import { useSyncExternalStore } from "react";
import { type PullTarget, type PullTool, pullToolsFor } from "./pull-command";

// The tool chosen for images says nothing about charts, so each set of tools is remembered separately.
const storageKey = (tools: readonly PullTool[]) => `shipshape:pull-tool:${tools[0]}`;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Returns the remembered tool for such a target, else the usual one. Works in the browser only. */
export function rememberedTool(target: Pick<PullTarget, "kind" | "artifactType">): PullTool {
  const tools = pullToolsFor(target);
  const usual = tools[0] as PullTool;
  try {
    const remembered = localStorage.getItem(storageKey(tools));
    return tools.find((tool) => tool === remembered) ?? usual;
  } catch {
    return usual;
  }
}

/**
 * Returns the tool that pulls such targets and a function that chooses another; the choice is remembered in this
 * browser.
 */
export function usePullTool(target: Pick<PullTarget, "kind" | "artifactType">): [PullTool, (tool: PullTool) => void] {
  const tools = pullToolsFor(target);
  const tool = useSyncExternalStore(
    subscribe,
    () => rememberedTool(target),
    () => tools[0] as PullTool,
  );
  const choose = (next: PullTool) => {
    try {
      localStorage.setItem(storageKey(tools), next);
    } catch {
      // A browser without storage forgets the choice; the command is still right.
    }
    for (const notify of listeners) notify();
  };
  return [tool, choose];
}
