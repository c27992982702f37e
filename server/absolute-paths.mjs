import { resolve } from "node:path";

const namesOfPaths = /^(?:DATA_DIR|SHIPSHAPE_CONFIG|(?:REGISTRY|ADMIN|DATABASE|TLS|METRICS)_\w*FILE)$/;

/** Returns the variables that hold paths, absolute: the server runs in its own folder. */
export function absolutePaths(env, directory) {
  const set = Object.entries(env).filter(([name, value]) => namesOfPaths.test(name) && value);
  return Object.fromEntries(set.map(([name, value]) => [name, resolve(directory, value)]));
}
