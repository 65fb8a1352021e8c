import { nameOf } from '../../configuration/look.ts'
import type { ConfigurationMistake } from '../../configuration/mistakes.ts'
import { CollectiviteFile } from '../../domain/collectivite.ts'
import { ConfiguredField, DemarcheFile } from '../../domain/demarche.ts'
import { FormFile } from '../../domain/form-file.ts'
import { FranceConnectClientFile } from '../../domain/franceconnect-client-file.ts'
import { type Finding, find } from './finding.ts'
import { nearestName } from './nearest-name.ts'
import type { RuleName } from './rules.ts'

/** How a mistake is recognised by what the start says of it, and what to do about it. */
interface KnownMistake {
  readonly rule: RuleName
  readonly said: RegExp
  /** What to write instead, by what was recognised. */
  readonly instead?: (match: RegExpExecArray, mistake: ConfigurationMistake) => string | undefined
}

const members = [CollectiviteFile, FranceConnectClientFile, FormFile, DemarcheFile, ConfiguredField]
const memberNames = [...new Set(members.flatMap(({ shape }) => Object.keys(shape)))]

const always = (text: string) => () => text
const meant = (name: string | undefined) =>
  name === undefined ? undefined : `did you mean ${name}?`
const oneOf = ([, wrong = '', known = '']: RegExpExecArray) =>
  meant(nearestName(wrong, known.split(', ')))

function missing(_: RegExpExecArray, { path = '' }: ConfigurationMistake): string | undefined {
  const member = path.split('.').at(-1) ?? ''
  if (member === 'fr') return 'write it in French at least: fr: …'
  const isText = ['title', 'purpose', 'label', 'question'].includes(member)
  return isText ? `write ${member}: {fr: …, en: …}` : undefined
}

const randomSecret = always('make one with `openssl rand -hex 32`')
const https = always('write an https:// address; http is for NODE_ENV=development on loopback only')

/** The first that fits counts. */
const knownMistakes: readonly KnownMistake[] = [
  {
    rule: 'beyond-habilitation',
    said: /^beyond the habilitation: scopes (.*)$/,
    instead: ([, scopes]) =>
      `add ${scopes} to habilitation.scopes once DataPass has granted it, or leave the fields that need it out with \`without\``,
  },
  {
    rule: 'unverified-lock',
    said: /^lock needs a verified claim; (\S+) is (\w+)$/,
    instead: ([, claim, assurance]) =>
      `leave lock out: ${claim} is ${assurance}, and citizens must be able to correct it`,
  },
  {
    rule: 'unverified-lock',
    said: /^lock does not go with a field of a group$/,
    instead: always('leave lock out: what stands for each thing of a list is never locked'),
  },
  { rule: 'insecure-address', said: /^expected https( |$)/, instead: https },
  {
    rule: 'insecure-address',
    said: /^the simulator is plain http/,
    instead: always('write environment: sandbox or production, or run with NODE_ENV=development'),
  },
  {
    rule: 'wildcard-address',
    said: /without wildcard$/,
    instead: always('write each address out, as the browser shows it'),
  },
  {
    rule: 'inexact-address',
    said: /^expected (an absolute URL|a URL without (fragment|credentials))$/,
    instead: always('write the whole address, https:// first and nothing from # on'),
  },
  {
    rule: 'unknown-member',
    said: /^Unrecognized keys?: "([^"]+)"/,
    instead: ([, key = '']) => meant(nearestName(key, memberNames)),
  },
  {
    rule: 'unknown-name',
    said: /^unknown (?:source|claim|demarche) "([^"]*)".*; known: (.*)$/,
    instead: oneOf,
  },
  { rule: 'unknown-name', said: /^(\S+ has no field |expected one of \w)/ },
  {
    rule: 'unset-secret',
    said: /^([A-Za-z_][A-Za-z0-9_]*) is not set$/,
    instead: ([, name]) => `set ${name}, or ${name}_FILE to the path of a file that holds it`,
  },
  {
    rule: 'unset-secret',
    said: /^(cannot read .*|the file .* is empty|\w+ and \w+_FILE are both set; keep one)$/,
  },
  {
    rule: 'weak-secret',
    said: /^expected (at least \d+ characters in each|a secret of your own|a random secret)/,
    instead: randomSecret,
  },
  {
    rule: 'mixed-people',
    said: /^(real and test people must not|\S+ logs in real people, which needs)/,
    instead: always(
      'run two instances, each with its own CONFIG_DIR; real people need NODE_ENV=production',
    ),
  },
  {
    rule: 'private-key',
    said: /^this is a private key/,
    instead: always(
      'write the public half (kty, crv, x, y) here, and replace the key: it has been shown',
    ),
  },
  { rule: 'taken-client-id', said: /is already in / },
  { rule: 'unencrypted-sensitive', said: /^\S+ is sensitive: / },
  {
    rule: 'unreadable-file',
    said: /^expected YAML: Unexpected flow-map-start/,
    instead: always('between braces write a reference in quotes, as any value with a brace in it'),
  },
  { rule: 'unreadable-file', said: /^(expected (YAML|JSON): |cannot be read: )/ },
  { rule: 'missing-member', said: /^Invalid input: expected /, instead: missing },
]

const variables: Readonly<Record<string, RuleName>> = {
  SECRETS: 'unset-secret',
  SIGNING_KEYS_FILE: 'signing-keys',
}

/** What a mistake that the start refuses is to the doctor: an error with its rule and its cure. */
function findingOf(mistake: ConfigurationMistake): Finding {
  for (const { rule, said, instead } of knownMistakes) {
    const match = said.exec(mistake.message)
    if (match !== null && (mistake.where !== 'SIGNING_KEYS_FILE' || rule === 'mixed-people'))
      return find(rule, mistake, mistake.message, instead?.(match, mistake))
  }
  const isVariable = /^[A-Z][A-Z0-9_]*$/.test(mistake.where)
  const rule = isVariable ? (variables[mistake.where] ?? 'environment') : 'refused'
  return find(rule, mistake, mistake.message)
}

const isWriting = (message: string) => /^expected (YAML|JSON): /.test(message)

/** Of a form whose demarche is wrong itself there is nothing to say: the demarche is told. */
function isEcho({ message }: ConfigurationMistake, wrong: ReadonlySet<string>): boolean {
  const [, name = ''] = /^unknown demarche "([^"]*)"/.exec(message) ?? []
  return wrong.has(name)
}

/** Of what comes after the first fault of a file's writing, most is its echo. */
function isFirstOfFile(
  mistake: ConfigurationMistake,
  index: number,
  all: readonly ConfigurationMistake[],
): boolean {
  const first = all.findIndex(({ where, message }) => where === mistake.where && isWriting(message))
  return !isWriting(mistake.message) || first === index
}

/** What the mistakes that the start refuses are to the doctor, each told once. */
export function findingsOf(mistakes: readonly ConfigurationMistake[]): Finding[] {
  const demarches = mistakes.filter(({ where }) => where.startsWith('demarches/'))
  const wrong = new Set(demarches.map(({ where }) => nameOf(where)))
  return mistakes
    .filter((mistake) => !isEcho(mistake, wrong))
    .filter(isFirstOfFile)
    .map(findingOf)
}
