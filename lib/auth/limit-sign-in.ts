import "server-only";
import { addressKeys } from "./internal/address-keys";
import {
  type AttemptRule,
  accountRule,
  addressRule,
  everywhereRule,
  globalRule,
  networkRule,
  workRule,
} from "./internal/attempt-rules";
import {
  forgetAttempts,
  isRemembered,
  pruneAttempts,
  remember,
  reserveAttempt,
  returnAttempt,
} from "./sign-in-attempts-store";

/** How long an address is remembered as known for an account after a sign-in from it. */
const knownMs = 30 * 24 * 60 * 60 * 1000;

type Limit = { key: string; rule: AttemptRule };

/**
 * Counts an attempt to sign in before the password is checked. Throws `too-many-attempts`. An address's own limits are
 * checked before any shared limit is counted: an address that exceeds them uses up neither the attempts of all
 * addresses together nor those of others at the same account. At an address where a person signed in before, nobody
 * else's attempts can keep them out.
 */
export async function limitSignIn(
  account: string,
  address: string | null,
): Promise<{ succeeded: () => Promise<void> }> {
  await pruneAttempts();
  const { address: source, network } = addressKeys(address ?? "") ?? { address: "unknown", network: null };
  const known = `known:${account}@${source}`;
  const own = `account:${account}@${source}`;
  const limits: Limit[] = [
    { key: `address:${source}`, rule: addressRule },
    ...(network ? [{ key: `network:${network}`, rule: networkRule }] : []),
    { key: own, rule: accountRule },
  ];
  if (!(await isRemembered(known)))
    limits.push({ key: `account:${account}`, rule: everywhereRule }, { key: "global", rule: globalRule });
  await reserveAttempt(`work:${source}`, workRule);
  await reserveAll(limits);
  const succeeded = async () => {
    for (const { key } of limits) await (key === own ? forgetAttempts(key) : returnAttempt(key));
    await remember(known, Date.now() + knownMs);
  };
  return { succeeded };
}

/** Counts the attempt at all limits, or at none if one refuses, as then no password is checked. */
async function reserveAll(limits: readonly Limit[]): Promise<void> {
  const reserved: string[] = [];
  try {
    for (const { key, rule } of limits) {
      await reserveAttempt(key, rule);
      reserved.push(key);
    }
  } catch (error) {
    for (const key of reserved) await returnAttempt(key);
    throw error;
  }
}
