"use client";

declare global {
  // The name under which libraries that add style elements look for a nonce.
  var __webpack_nonce__: string | undefined;
}

if (typeof document !== "undefined") {
  globalThis.__webpack_nonce__ = document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce;
}

/** Lets the dialog's scroll lock put its style element on the page under our content security policy. */
export function StyleNonce() {
  return null;
}
