/** Why a page cannot be tried; the message is the webmaster's. */
export class TrialError extends Error {}
