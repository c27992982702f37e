// Where a console is served below a path of its host, such as /registry. Not in lib/config, as the browser needs it too.

const key = Symbol.for("shipshape base path");
const holder = globalThis as { [key]?: string };

/** The attribute of the page's root element that tells the browser. */
export const basePathAttribute = "data-base-path";

/** Returns the path that is in front of every address of the console, without a slash at its end; usually empty. */
export function basePath(): string {
  if (typeof document === "undefined") return holder[key] ?? "";
  return document.documentElement.getAttribute(basePathAttribute) ?? "";
}

/** Sets it for this process. */
export function setBasePath(path: string): void {
  holder[key] = path;
}
