const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }

/** Reads a time span such as `90s`, `30m`, `24h`, `2d`. @returns seconds; undefined for anything else */
export function readLead(text: string): number | undefined {
  const [, amount, unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? []
  const factor = seconds[unit]
  return amount === undefined || factor === undefined ? undefined : Number(amount) * factor
}
