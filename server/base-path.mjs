// Names of the console's own, which a base path can't begin with: a request for /r/local would have two meanings.
const ownPages = ["api-reference", "clean-up", "doctor", "r", "set-up", "settings", "sign-in", "storage"];
const taken = [...ownPages, "_next", "api", "icon.svg", "metrics", "robots.txt"];

/** Returns why a base path can't be used, or null. A base path is empty, or like `/registry` or `/tools/registry`. */
export function basePathMistake(basePath) {
  if (basePath === "") return null;
  if (!/^(?:\/[A-Za-z0-9_~-][A-Za-z0-9._~-]*){1,8}$/.test(basePath))
    return "must be a path such as /registry: letters, digits and -._~, without a slash at its end";
  const [, first = ""] = basePath.split("/");
  return taken.includes(first) ? `must not begin with /${first}, which is a path of the console itself` : null;
}

/** Returns the base path that the environment names, without a slash at its end; empty if there is none. */
export function readBasePath(env) {
  return (env.BASE_PATH ?? "").trim().replace(/\/+$/, "");
}

/**
 * Returns the address of a request as the console's routes know it. A proxy in front may have removed the base path or
 * not: an address without it is left as it is.
 */
export function withoutBasePath(url, basePath) {
  if (!url.startsWith(basePath)) return url;
  const rest = url.slice(basePath.length);
  if (rest === "" || rest.startsWith("?")) return `/${rest}`;
  return rest.startsWith("/") ? rest : url;
}

/** Returns a `Location` that the framework made, such as one without a slash at its end, below the base path. */
export function locationBelow(location, basePath) {
  const isPath = location.startsWith("/") && !location.startsWith("//");
  return isPath && withoutBasePath(location, basePath) === location ? `${basePath}${location}` : location;
}
