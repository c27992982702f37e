import "server-only";
import { inspect } from "node:util";

/**
 * Returns the same object, whose JSON and console output show the named properties as "[hidden]": a configuration that
 * is logged by accident must not reveal its secrets.
 */
export function hideSecrets<T extends object>(value: T, ...secrets: (keyof T)[]): T {
  const shown = () => {
    const copy = { ...value } as Record<PropertyKey, unknown>;
    for (const secret of secrets) copy[secret] = "[hidden]";
    return copy;
  };
  for (const name of ["toJSON", inspect.custom])
    Object.defineProperty(value, name, { value: shown, enumerable: false });
  return value;
}
