import { readFileSync } from 'node:fs'
import { neededAlgorithms } from '../../../config.ts'
import { readJson } from '../../../configuration/document.ts'
import { type PrivateKey, readKeyFile, SigningKeysError } from '../../../signing/key-file.ts'
import { importSigningKeys } from '../../../signing/signing-keys.ts'
import { signsUntil } from '../../../signing/signs-until.ts'
import type { Consultation } from '../consultation.ts'
import { type Finding, find, type Place } from '../finding.ts'
import { sayDay, soonSeconds } from '../say-day.ts'

const yearSeconds = 366 * 24 * 3600

const signsAt = ({ valid_from, valid_until = Infinity, revoked_at }: PrivateKey, now: number) =>
  revoked_at === undefined && valid_from <= now && now < valid_until

/** Tells where a member of the keys' file stands. */
function locator(file: string): (path: readonly PropertyKey[]) => Place {
  const document = readJson({ file, prefix: [], firstLine: 1 }, readFileSync(file, 'utf8'))
  return (path) => ('value' in document ? document.mistake(path, '') : { where: file })
}

function judgeEnd(keys: readonly PrivateKey[], alg: string, now: number): string | undefined {
  const end = signsUntil(
    keys.filter((key) => key.alg === alg),
    now,
  )
  if (end === now || end > now + soonSeconds) return undefined
  return `no ${alg} key signs from ${sayDay(end)} on: then every login fails`
}

// The reason lists what is wrong in several lines, without a value.
const inOneLine = (text: string) =>
  text
    .replace(/^SIGNING_KEYS_FILE: /, '')
    .split(/\s*\n\s*/)
    .join(' ')

/** Judges the signing keys: that they can be used now, and how long that lasts. */
export async function judgeSigningKeys(consultation: Consultation): Promise<Finding[]> {
  const { settings, forms, signingKeys, now } = consultation
  const { SIGNING_KEYS_FILE: file } = settings
  if (file === undefined || signingKeys === undefined) return []
  try {
    await importSigningKeys(signingKeys, now)
  } catch (error) {
    if (!(error instanceof SigningKeysError)) throw error
    const instead = `\`franceconnect-prefill keys list ${file}\` shows them, \`keys init FILE\` makes new ones`
    return [find('signing-keys', { where: file }, inOneLine(error.message), instead)]
  }
  const keys = readKeyFile(signingKeys)
  const place = locator(file)
  const rotate = `\`franceconnect-prefill keys rotate ${file}\``
  const ending = neededAlgorithms(forms).flatMap((alg) => {
    const message = judgeEnd(keys, alg, now)
    const last = keys.findLastIndex((key) => key.alg === alg && key.valid_until !== undefined)
    return message === undefined
      ? []
      : [find('key-expires', place(['keys', last, 'valid_until']), message, rotate)]
  })
  const old = keys.flatMap((key, index) =>
    signsAt(key, now) && key.valid_from > 0 && now - key.valid_from > yearSeconds
      ? [
          find(
            'old-key',
            place(['keys', index, 'valid_from']),
            `the ${key.alg} key ${key.kid} has signed since ${sayDay(key.valid_from)}`,
            `change keys once or twice a year: ${rotate}`,
          ),
        ]
      : [],
  )
  return [...ending, ...old]
}
