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

/** How long an address where somebody signed in is known as theirs. */
const knownMs = 30 * 24 * 60 * 60 * 1000;

type Limit = { key: string; rule: AttemptRule };

/**
 * Counts an attempt to sign in before the password is looked at. Throws `too-many-attempts`. An address is stopped by
 * what it does itself, before anything that it shares with others is counted: it uses up neither what all may try
 * together, nor what others may try at the same account. Where somebody signed in before, nobody else keeps them out.
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

/** Counts at all of them or, as no password is looked at then, at none. */
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
