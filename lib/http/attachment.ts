import "server-only";

/** Returns bytes of unknown origin as a download that no browser renders, sniffs or runs. */
export function attachment(bytes: Uint8Array, fileName: string): Response {
  return new Response(new Uint8Array(bytes), {
    headers: {
      "content-type": "application/octet-stream",
      "content-length": String(bytes.length),
      "content-disposition": `attachment; filename="${fileName}"`,
      "content-security-policy": "default-src 'none'; sandbox; form-action 'none'; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
    },
  });
}
