import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Returns every program on the PATH with one of the names, in the order of the names, each real file once. */
export function findOnPath(...names) {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name)).filter(isExecutable));
  const seen = new Set();
  return found.filter((path) => {
    const real = realpathSync(path);
    return seen.has(real) ? false : seen.add(real);
  });
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
