import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { startAge } from "@/lib/process/age";
import { NotSent } from "@/lib/registry/not-sent";

/** Returns false if something other than the age of a look forbids a change now, such as the end of a lease. */
export type MayGoOn = () => boolean;

/** A change was not requested because its time was over: it is still to be done. */
export class NotNow extends NotSent {}

class LookTooOld extends NotSent {}

export const lookGoodForMs = 2_000;
const mostLooks = 3;

/**
 * Looks, and then acts while the result of the look is valid: for two seconds from the start of the look, by two
 * clocks. `act` receives a callback that it must call when its request is about to be written. If that is too late,
 * both are repeated. `look` returns the ending if there is nothing to act on. Throws NotNow, and `registry-timeout` if
 * the registry is too slow to be looked at.
 */
export async function whileGood<T>(
  look: () => Promise<T | null>,
  act: (beforeSending: () => void) => Promise<T>,
  mayGoOn: MayGoOn,
): Promise<T> {
  for (let looks = 1; ; looks++) {
    const age = startAge();
    const ending = await look();
    if (ending !== null) return ending;
    try {
      return await act(() => {
        if (!mayGoOn()) throw new NotNow();
        if (age.ms() > lookGoodForMs) throw new LookTooOld();
      });
    } catch (error) {
      if (!(error instanceof LookTooOld)) throw error;
      if (looks === mostLooks) throw tooSlow();
    }
  }
}

const tooSlow = () =>
  new AppError(
    "registry-timeout",
    "The registry takes more than two seconds to respond, so a push could happen in between. Nothing was changed.",
  );
