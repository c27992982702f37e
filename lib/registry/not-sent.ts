import "server-only";

/** Why a request was not sent after all; thrown by its `beforeSending`, and passed on as it is. */
export class NotSent extends Error {}
