import "server-only";
import { isIPv4, isIPv6 } from "node:net";

/**
 * What counts as one address for the limit: an IPv4 address, or the /64 of an IPv6 one, which a single subscriber has
 * all of. Null for anything else.
 */
export function addressKey(address: string): string | null {
  const unwrapped = address.toLowerCase().replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/, "");
  if (isIPv4(unwrapped)) return unwrapped;
  const bare = unwrapped.replace(/%.*$/, "");
  if (!isIPv6(bare)) return null;
  const [head = "", tail] = bare.split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail ? tail.split(":") : [];
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  const groups = [...before, ...Array<string>(Math.max(0, zeros)).fill("0"), ...after];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}
