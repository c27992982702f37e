/** Reads what a query asks for: over HTTP in the browser, and from the use case itself where a page reads in advance. */
export type Reader<Query, Answer> = (query: Query, signal: AbortSignal) => Promise<Answer>;
