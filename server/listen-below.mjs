import { readFileSync } from "node:fs";
import { join } from "node:path";
import { locationBelow, withoutBasePath } from "./base-path.mjs";
import { isLoader, loaderBelow } from "./framework.mjs";

const rewrittenPath = "x-nextjs-rewritten-path";

/**
 * Returns a listener that takes the base path off each request before the framework sees it, and puts it in front of
 * addresses that the framework makes itself. Without a base path, returns the framework's own handler.
 */
export function listenBelow(handle, basePath, folder) {
  if (basePath === "") return handle;
  return (request, response) => {
    const url = withoutBasePath(request.url ?? "/", basePath);
    request.url = url;
    const [pathname] = url.split("?");
    if (isLoader(pathname)) return sendLoader(response, folder, pathname, basePath) || handle(request, response);
    // The router in the browser takes parameters from the path of the address, unless told the path that was rendered.
    if (request.headers.rsc !== undefined) response.setHeader(rewrittenPath, pathname);
    moveLocation(response, basePath);
    return handle(request, response);
  };
}

function sendLoader(response, folder, pathname, basePath) {
  let content;
  try {
    content = readFileSync(join(folder, ".next", "static", pathname.slice("/_next/static/".length)), "utf8");
  } catch {
    return false;
  }
  response.writeHead(200, {
    "content-type": "application/javascript; charset=UTF-8",
    "cache-control": "public, max-age=31536000, immutable",
    "x-content-type-options": "nosniff",
  });
  response.end(loaderBelow(content, basePath));
  return true;
}

// The framework adds `Refresh` to its permanent redirects, for old browsers.
function moved(name, value, basePath) {
  if (name === "location" && typeof value === "string") return locationBelow(value, basePath);
  if (name !== "refresh" || !value.startsWith("0;url=")) return value;
  return `0;url=${locationBelow(value.slice("0;url=".length), basePath)}`;
}

function moveLocation(response, basePath) {
  const setHeader = response.setHeader;
  response.setHeader = (name, value) => {
    return setHeader.call(response, name, moved(name.toLowerCase(), value, basePath));
  };
}
