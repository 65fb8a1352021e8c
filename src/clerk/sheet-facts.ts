import { fillIn } from '../domain/fill-in.ts'
import type { Examined } from './examine.ts'
import type { Say } from './say.ts'

/** A name and what it is, on the sheet. */
export type Fact = readonly [name: string, value: string]

const mostKeys = 10
const longestName = 100

function factsOfToken({ proven, form }: Examined, say: Say): Fact[] {
  if (proven === undefined) return []
  const { claims, kid } = proven
  const { sheet, environments } = say.messages
  const at = (seconds: number) => say.instant(new Date(seconds * 1000))
  return [
    [sheet.people, environments[claims.environment]],
    [sheet.form, form === undefined ? claims.aud : `${form.title} (${claims.aud})`],
    [sheet.collectivite, form?.collectivite ?? sheet.unknownForm],
    [sheet.demarche, claims.demarche],
    [sheet.signer, fillIn(sheet.key, { issuer: claims.iss, kid })],
    [sheet.signedAt, at(claims.iat)],
    [sheet.until, at(claims.exp)],
    [sheet.level, say.level(claims.acr)],
  ]
}

function factsOfKeys({ keyFile, proven }: Examined, { sheet }: Say['messages']): Fact[] {
  if (keyFile === undefined)
    return proven === undefined ? [] : [[sheet.keysFrom, sheet.keysOfService]]
  const { name, keys, fingerprints } = keyFile
  const named = keys.slice(0, mostKeys).map(({ kid }, index) => {
    const fingerprint = fingerprints[index] ?? ''
    const shown = kid.slice(0, longestName)
    return fillIn(shown === fingerprint ? sheet.fingerprintOfKey : sheet.keyOfFile, {
      kid: shown,
      fingerprint,
    })
  })
  const rest = keys.length - named.length
  const more = rest > 0 ? [fillIn(sheet.more, { count: String(rest) })] : []
  return [
    [sheet.keysFrom, fillIn(sheet.keysOfFile, { file: name })],
    [sheet.keysInFile, [...named, ...more].join(', ')],
  ]
}

function factsOfCheck(examined: Examined, fingerprint: string, say: Say): Fact[] {
  const { sheet } = say.messages
  const { verification, checkedAt, receivedAt, isDatePasted } = examined
  const received = isDatePasted ? sheet.receivedInPaste : sheet.receivedAt
  return [
    [sheet.checkedAt, say.instant(checkedAt)],
    ...(receivedAt === undefined ? [] : [[received, say.instant(receivedAt)] as const]),
    verification.jti === null ? [sheet.fingerprint, fingerprint] : [sheet.jti, verification.jti],
    ...factsOfKeys(examined, say.messages),
  ]
}

/**
 * What was checked, when and with which keys; then, once it is proven, what the token says of itself.
 * @param fingerprint names what was pasted where no proven `jti` does
 */
export function sheetFacts(examined: Examined, fingerprint: string, say: Say): Fact[] {
  return [...factsOfCheck(examined, fingerprint, say), ...factsOfToken(examined, say)]
}
