const againMs = 15_000;

/**
 * Follows server-sent events until the returned function is called. A browser gives up an EventSource for ever when it
 * is answered with an error, as with too many live views or behind a gateway: then a new one is opened after a while.
 */
export function followEvents(path: string, listen: (source: EventSource) => void): () => void {
  let source: EventSource;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    source = new EventSource(path);
    source.addEventListener("error", () => {
      if (isGivenUp(source)) timer = setTimeout(open, againMs);
    });
    listen(source);
  };
  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}

/** Returns whether the browser will not connect again by itself. */
export function isGivenUp({ readyState }: EventSource): boolean {
  return readyState === EventSource.CLOSED;
}
