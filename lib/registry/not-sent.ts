import "server-only";

/** Thrown by `beforeSending` with the reason why a request was not sent after all; it is passed on unchanged. */
export class NotSent extends Error {}
