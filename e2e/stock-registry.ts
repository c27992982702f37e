import { type RealRegistry, type RealRegistryOptions, startRealRegistry } from "@/lib/testing/real-registry";
import type { RegistryProgram } from "./console";

export type StockRegistry = RealRegistry;

/** The reason why a journey with registries of its own can't run on a machine that only has Docker. */
export const needsProgram = "SKIPPED: needs a registry program on the PATH";

/** Starts a registry that the console doesn't run itself, with an empty store: the console only gets its address. */
export function startStockRegistry(
  program: RegistryProgram | null,
  options: RealRegistryOptions = {},
): Promise<StockRegistry> {
  if (program?.kind !== "binary") throw new Error(needsProgram);
  return startRealRegistry({ path: program.path }, options);
}
