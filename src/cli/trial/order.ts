import { parseArgs } from 'node:util'
import { inventedSiret } from '../../configuration/draft-collectivite.ts'
import { type Language, languages } from '../../domain/languages.ts'

const text = { type: 'string' } as const
const options = {
  demarche: text,
  input: { type: 'string', multiple: true },
  'client-id': text,
  language: text,
} as const
const optionsOfInit = { ...options, name: text, siret: text, to: text } as const

/** What `try` and `init` are both asked for. */
export interface TrialOrder {
  /** A file, or an address. */
  readonly page: string
  /** The name of a shipped demarche, or the path of a file. */
  readonly demarche: string
  /** Field → the page's input name, where they differ. */
  readonly inputs: Readonly<Record<string, string>>
  readonly clientId: string | undefined
  readonly language: Language
}

/** What `init` is asked for beside. */
export interface InitOrder extends TrialOrder {
  readonly name: string
  readonly siret: string
  readonly folder: string
}

/** A command line that makes no sense; the message says why. */
export class OrderError extends Error {}

interface Words {
  readonly demarche?: string
  readonly input?: string[]
  readonly 'client-id'?: string
  readonly language?: string
}

function readInputs(words: readonly string[]): Record<string, string> {
  const entries = words.map((word) => {
    const [, field, name] = /^([^=]+)=(.+)$/.exec(word) ?? []
    if (field === undefined || name === undefined)
      throw new OrderError(`--input ${word}: expected FIELD=NAME`)
    return [field, name] as const
  })
  return Object.fromEntries(entries)
}

function readWords(values: Words, [page, ...more]: readonly string[]): TrialOrder {
  const { demarche, input = [], 'client-id': clientId, language: tag = 'fr' } = values
  const language = languages.find((known) => known === tag)
  if (page === undefined) throw new OrderError('expected a page: a file, or its address')
  if (more.length > 0) throw new OrderError(`expected one page; what is ${more.join(' ')}?`)
  if (demarche === undefined) throw new OrderError('expected --demarche NAME')
  if (language === undefined) throw new OrderError(`--language ${tag}: expected fr or en`)
  return { page, demarche, inputs: readInputs(input), clientId, language }
}

function parse<Options extends NonNullable<Parameters<typeof parseArgs>[0]>['options']>(
  args: readonly string[],
  known: Options,
) {
  try {
    return parseArgs({ args: [...args], options: known, allowPositionals: true } as const)
  } catch (error) {
    throw new OrderError((error as Error).message)
  }
}

/** Reads the words of `try`. @throws OrderError */
export function readTrialOrder(args: readonly string[]): TrialOrder {
  const { values, positionals } = parse(args, options)
  return readWords(values as Words, positionals)
}

/** Reads the words of `init`. @throws OrderError */
export function readInitOrder(args: readonly string[]): InitOrder {
  const { values, positionals } = parse(args, optionsOfInit)
  const { name, siret, to } = values as { name?: string; siret?: string; to?: string }
  return {
    ...readWords(values as Words, positionals),
    name: name ?? 'Ma Ville',
    siret: siret ?? inventedSiret,
    folder: to ?? 'prefill',
  }
}
