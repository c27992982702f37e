import "server-only";
import { lookup as systemLookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { buildConnector } from "undici";
import { AppError } from "@/lib/errors/app-error";

export type AddressCheck = (address: string) => boolean;

/**
 * Returns a connector that checks each address before it connects. The check is part of the name resolution, so a name
 * that resolves to another address the second time gains nothing. `onConnect` gets the address of each new connection.
 */
export function guardedConnector(
  options: buildConnector.BuildOptions,
  mayReach: AddressCheck,
  onConnect: (address: string) => void = () => undefined,
): buildConnector.connector {
  const connect = buildConnector({ ...options, lookup: guardedLookup(mayReach) } as buildConnector.BuildOptions);
  return (target, callback) => {
    const literal = target.hostname.replace(/^\[|\]$/g, "");
    if (isIP(literal) && !mayReach(literal)) {
      callback(forbidden(literal), null);
      return;
    }
    connect(target, (...[error, socket]) => {
      if (error) {
        callback(error, null);
        return;
      }
      onConnect(socket.remoteAddress ?? "");
      callback(null, socket);
    });
  };
}

/** Returns a `dns.lookup` without the addresses that must not be reached. */
export function guardedLookup(mayReach: AddressCheck, lookup: typeof systemLookup = systemLookup): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) {
        callback(error, "");
        return;
      }
      const allowed = addresses.filter(({ address }) => mayReach(address));
      const [first] = allowed;
      if (!first) callback(forbidden(hostname), "");
      else if (options.all) callback(null, allowed);
      else callback(null, first.address, first.family);
    });
  };
}

function forbidden(host: string): AppError {
  return new AppError(
    "registry-unreachable",
    `The console doesn't connect to ${host}: link-local and metadata addresses are never reached, and a redirect must not lead further inside the network than the registry itself.`,
  );
}
