/**
 * What a text may not hold, and how that is looked for.
 *
 * A value counts where it stands by itself: between characters that are no letters and digits, so that `Marin` is not
 * found in `marinade`, nor a commune's code in a port or a random name. Case does not count. Values under five
 * characters (`Zoé`, `F`, `99100` is five) and our own words (`titulaire` is a field too) would be found by chance:
 * what keeps those out is that the log, the metrics and the addresses hold nothing but what expected-lines.ts and its
 * like allow, member by member.
 *
 * A secret counts where any sixteen characters of its beginning, middle or end are found.
 */
const shortest = 5
const windowLength = 16

const folded = (text: string) => text.normalize('NFC').toLowerCase()
const word = /[\p{L}\d]+/gu

/** The values worth looking for, each once. */
export function distinctive(values: Iterable<string>, ours: ReadonlySet<string>): Set<string> {
  const all = [...values].map(folded).filter((value) => value.length >= shortest)
  return new Set(all.filter((value) => !ours.has(value)))
}

function standsIn(text: string, value: string): boolean {
  const literal = value.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`(?<![\\p{L}\\d_.-])${literal}(?![\\p{L}\\d_-])`, 'u').test(text)
}

/** The values that stand in a text. */
export function valuesIn(text: string, values: ReadonlySet<string>): string[] {
  const searched = folded(text)
  const words = new Set(searched.match(word) ?? [])
  const mayBe = (value: string) => (value.match(word) ?? []).every((one) => words.has(one))
  return [...values].filter((value) => mayBe(value) && standsIn(searched, value))
}

/** The parts by which a secret is known. */
function windowsOf(secret: string): string[] {
  const middle = Math.floor((secret.length - windowLength) / 2)
  const places = [0, middle, secret.length - windowLength]
  // Every JWS begins alike: its header is no secret.
  const own = secret.startsWith('eyJ') ? places.slice(1) : places
  return own.map((place) => secret.slice(place, place + windowLength))
}

/** The secrets of which a part stands in a text. */
export function secretsIn(text: string, secrets: ReadonlySet<string>): string[] {
  const known = new Map<string, string>()
  for (const secret of secrets)
    if (secret.length >= windowLength) for (const part of windowsOf(secret)) known.set(part, secret)
  const found = new Set<string>()
  for (let place = 0; place + windowLength <= text.length; place += 1) {
    const secret = known.get(text.slice(place, place + windowLength))
    if (secret !== undefined) found.add(secret)
  }
  return [...found]
}
