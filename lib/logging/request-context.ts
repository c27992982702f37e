import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import { processWide } from "@/lib/process/process-wide";

type RequestContext = { id: string; isOpen: boolean };

const context = () => processWide("request-context", () => new AsyncLocalStorage<RequestContext>());

/**
 * Begins a request: what runs from here on, until the returned function is called at its end, belongs to it. Work that
 * outlives the request, such as a deletion that it started, doesn't.
 */
export function enterRequest(): () => void {
  const entered = { id: randomUUID(), isOpen: true };
  context().enterWith(entered);
  return () => {
    entered.isOpen = false;
  };
}

/** Returns the ID of the request that is being answered; null outside of one. */
export function findRequestId(): string | null {
  const entered = context().getStore();
  return entered?.isOpen ? entered.id : null;
}

/** Returns the ID of the request that is being answered, or a new one for a caller without a server around it. */
export function getRequestId(): string {
  return findRequestId() ?? randomUUID();
}
