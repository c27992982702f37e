import "server-only";
import { isIPv4, isIPv6 } from "node:net";

export type AddressKeys = {
  /** What counts as one address: an IPv4 address, or the /64 of an IPv6 address, which one subscriber has entirely. */
  address: string;
  /** The /48 of an IPv6 address, which one site may have entirely; null for an IPv4 address. */
  network: string | null;
};

/** Returns the keys under which the sign-in limits count an address; null for anything but an address. */
export function addressKeys(address: string): AddressKeys | null {
  const unwrapped = address.toLowerCase().replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/, "");
  if (isIPv4(unwrapped)) return { address: unwrapped, network: null };
  const bare = unwrapped.replace(/%.*$/, "");
  if (!isIPv6(bare)) return null;
  const [head = "", tail] = bare.split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail ? tail.split(":") : [];
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  const groups = [...before, ...Array<string>(Math.max(0, zeros)).fill("0"), ...after];
  const prefix = (length: number) =>
    `${groups
      .slice(0, length / 16)
      .map((group) => Number.parseInt(group, 16).toString(16))
      .join(":")}::/${length}`;
  return { address: prefix(64), network: prefix(48) };
}
