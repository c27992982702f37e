import "server-only";
import { clientAddressHeader } from "@/lib/process/prepare-requests";

/** Returns the address that a request came from; null if it is unknown. */
export function findClientAddress(headers: Headers): string | null {
  return headers.get(clientAddressHeader);
}
