import "server-only";
import { hash, verify } from "@node-rs/argon2";
import { processWide } from "@/lib/process/process-wide";
import { Semaphore } from "./internal/semaphore";

// argon2id is the package's default. Two hashes at a time use 128 MiB, however many people sign in at once.
const parameters = { memoryCost: 65_536, timeCost: 2, parallelism: 1 };
const slots = () => processWide("password-slots", () => new Semaphore(2));

// A hash that belongs to nobody: checking it takes as long as checking a person's hash.
const nobodysHash = "$argon2id$v=19$m=65536,t=2,p=1$c2hpcHNoYXBlLW5vYm9keQ$Rk9SQklEREVOLUZPUkJJRERFTi1GT1JCSURERU4tRk8";

/** Returns the argon2id hash to store, in PHC form. */
export async function hashPassword(password: string): Promise<string> {
  return slots().run(() => hash(password.normalize("NFC"), parameters));
}

/** Returns true if the password matches; an unknown person (null) takes as long as a wrong password. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  const matches = await slots().run(() => verify(stored ?? nobodysHash, password.normalize("NFC")));
  return matches && stored !== null;
}

/** Returns true if the hash was made with other parameters than the current ones. */
export function isOutdatedHash(stored: string): boolean {
  const { memoryCost, timeCost, parallelism } = parameters;
  return !stored.startsWith(`$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$`);
}
