import "server-only";
import { BlockList, isIPv4, isIPv6 } from "node:net";

/**
 * How far inside a network an address is. The console never connects to `forbidden` addresses: link-local ones, where
 * the metadata services of clouds live, and those that name no single machine.
 */
export type AddressClass = "public" | "private" | "loopback" | "forbidden";

const ranges: Record<Exclude<AddressClass, "public">, [address: string, prefix: number][]> = {
  forbidden: [
    ["0.0.0.0", 8],
    ["169.254.0.0", 16],
    ["100.100.100.200", 32],
    ["192.0.0.0", 24],
    ["224.0.0.0", 4],
    ["240.0.0.0", 4],
    ["::", 128],
    ["fe80::", 10],
    ["ff00::", 8],
    ["fd00:ec2::254", 128],
  ],
  loopback: [
    ["127.0.0.0", 8],
    ["::1", 128],
  ],
  private: [
    ["10.0.0.0", 8],
    ["100.64.0.0", 10],
    ["172.16.0.0", 12],
    ["192.168.0.0", 16],
    ["198.18.0.0", 15],
    ["fc00::", 7],
    ["fec0::", 10],
  ],
};

const lists = (["forbidden", "loopback", "private"] as const).map((name) => {
  const list = new BlockList();
  for (const [address, prefix] of ranges[name]) list.addSubnet(address, prefix, isIPv4(address) ? "ipv4" : "ipv6");
  return { name, list };
});

/** Returns the class of an IP address; `forbidden` for anything else. */
export function classifyAddress(address: string): AddressClass {
  const plain = unwrap(address);
  if (!isIPv4(plain) && !isIPv6(plain)) return "forbidden";
  const family = isIPv4(plain) ? "ipv4" : "ipv6";
  return lists.find(({ list }) => list.check(plain, family))?.name ?? "public";
}

/** Returns the IPv4 address inside a mapped (::ffff:0:0/96) or translated (64:ff9b::/96) address. */
function unwrap(address: string): string {
  const bare = (address.split("%")[0] ?? "").toLowerCase();
  if (!isIPv6(bare)) return bare;
  const words = new URL(`http://[${bare}]`).hostname.slice(1, -1);
  const embedded = /^(?:::ffff:|64:ff9b::)(?:([0-9a-f]{1,4}):)?([0-9a-f]{1,4})$/.exec(words);
  if (!embedded) return bare;
  const value = Number.parseInt(embedded[1] ?? "0", 16) * 0x10000 + Number.parseInt(embedded[2] ?? "0", 16);
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".");
}
