import "server-only";
import { clientAddressHeader } from "@/lib/process/prepare-requests";

/** The address a request came from; null where it isn't known. */
export function findClientAddress(headers: Headers): string | null {
  return headers.get(clientAddressHeader);
}
