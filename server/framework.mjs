import fs from "node:fs";

/**
 * Makes the framework name its scripts below the base path. Its own setting is fixed by the build; these files are the
 * only ones that hold it: the list of each page's scripts, and the loader, for which see `loaderBelow`.
 */
export function moveScriptsBelow(basePath) {
  const read = fs.readFileSync;
  fs.readFileSync = (path, ...rest) => {
    const content = read(path, ...rest);
    const holds = typeof content === "string" && String(path).endsWith("_client-reference-manifest.js");
    return holds ? content.replaceAll('"/_next/', `"${basePath}/_next/`) : content;
  };
}

const loader = /^\/_next\/static\/chunks\/turbopack-[\w~-]+\.js$/;

/** Returns true if the path is that of the script that loads all others. */
export function isLoader(pathname) {
  return loader.test(pathname);
}

/** Returns the loader's content with the base path. */
export function loaderBelow(content, basePath) {
  return content.replaceAll('"/_next/"', `"${basePath}/_next/"`);
}
