import "server-only";

/** The request header in which proxy.ts tells pages the address that was asked for; a client's own is overwritten. */
export const pagePathHeader = "x-shipshape-page";
