import "server-only";

/** The request header in which proxy.ts passes the requested address to pages; a client's own value is overwritten. */
export const pagePathHeader = "x-shipshape-page";
