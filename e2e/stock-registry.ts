import { type RealRegistry, type RealRegistryOptions, startRealRegistry } from "@/lib/testing/real-registry";
import type { RegistryProgram } from "./console";

export type StockRegistry = RealRegistry;

/** Why a journey with registries of its own can't run on a machine that only has Docker. */
export const needsProgram = "SKIPPED: needs a registry program on the PATH";

/** A registry that somebody else runs, with an empty store: the console is only told its address. */
export function startStockRegistry(
  program: RegistryProgram | null,
  options: RealRegistryOptions = {},
): Promise<StockRegistry> {
  if (program?.kind !== "binary") throw new Error(needsProgram);
  return startRealRegistry({ path: program.path }, options);
}
