import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { startAge } from "@/lib/process/age";
import { NotSent } from "@/lib/registry/not-sent";

/** Whether something else than the age of a look keeps a change from being made now, such as the end of a lease. */
export type MayGoOn = () => boolean;

/** A change was not asked for, as its time was over: it is still to be done. */
export class NotNow extends NotSent {}

class LookTooOld extends NotSent {}

export const lookGoodForMs = 2_000;
const mostLooks = 3;

/**
 * Looks, and then acts, while what was seen is good: for two seconds from when the look began, by two clocks. `act` gets
 * what it must call when its request is about to be written, and is repeated after another look where that came too late.
 * `look` returns how it ends where there is nothing to act on. Throws NotNow, and `registry-timeout` where the registry is
 * too slow to be looked at.
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
