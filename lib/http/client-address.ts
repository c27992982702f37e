import "server-only";

/** Set by lib/process/stamp-client-addresses.ts from the socket; a client's own is overwritten there. */
export const clientAddressHeader = "x-shipshape-client-address";

/** The address a request came from; null where it isn't known. */
export function findClientAddress(headers: Headers): string | null {
  return headers.get(clientAddressHeader);
}
