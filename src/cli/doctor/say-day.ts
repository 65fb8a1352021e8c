/** Thirty days: time enough for whoever has to be asked. */
export const soonSeconds = 30 * 24 * 3600

/** The day of a NumericDate, in UTC. */
export const sayDay = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 10)
