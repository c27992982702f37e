import { expect, it } from "vitest";
import { addressKeys } from "./address-keys";

it.each([
  ["203.0.113.9", { address: "203.0.113.9", network: null }],
  ["::ffff:203.0.113.9", { address: "203.0.113.9", network: null }],
  ["2001:db8:1:2:3:4:5:6", { address: "2001:db8:1:2::/64", network: "2001:db8:1::/48" }],
  ["2001:DB8:1:2:ffff::1", { address: "2001:db8:1:2::/64", network: "2001:db8:1::/48" }],
  ["2001:db8::1", { address: "2001:db8:0:0::/64", network: "2001:db8:0::/48" }],
  ["fe80::1%eth0", { address: "fe80:0:0:0::/64", network: "fe80:0:0::/48" }],
  ["::1", { address: "0:0:0:0::/64", network: "0:0:0::/48" }],
  ["not an address", null],
  ["", null],
])("%j counts as %j", (address, keys) => expect(addressKeys(address)).toEqual(keys));
