import { existsSync } from 'node:fs'
import { readSettings } from '../configuration/environment.ts'
import { formsOf, loadConfiguration } from '../configuration/load-configuration.ts'
import { ConfigurationError } from '../configuration/mistakes.ts'
import { createSharedParts } from '../configuration/shared-parts.ts'
import { atOnce } from '../configuration/steps.ts'
import { withoutSecrets } from '../configuration/without-secrets.ts'
import type { Form } from '../domain/form.ts'
import { type Language, languages } from '../domain/languages.ts'
import type { Command } from './command.ts'
import { describeProcessing } from './register/describe-processing.ts'
import { printHtml } from './register/print-html.ts'
import { printMarkdown } from './register/print-markdown.ts'
import { registerMessagesIn } from './register/register-messages-in.ts'

const usage = `usage: franceconnect-prefill register [CLIENT_ID…] [--language fr|en] [--html]
       prints what the record of processing activities (GDPR article 30) has to say of the forms
       reads the folder that CONFIG_DIR names; needs no secret of the environment, and no network
exit code: 0, 1 where the configuration is refused, 2 where the command is not understood
`

/** What the command was asked for. */
interface Order {
  readonly clientIds: readonly string[]
  readonly language: Language
  readonly isHtml: boolean
}

/** Reads the command's words; undefined where they make no sense. */
function readOrder(args: readonly string[]): Order | undefined {
  const clientIds: string[] = []
  let language: Language = 'fr'
  let isHtml = false
  for (let index = 0; index < args.length; index += 1) {
    const word = args[index] ?? ''
    if (word === '--html') isHtml = true
    else if (word === '--language') {
      index += 1
      const known = languages.find((tag) => tag === args[index])
      if (known === undefined) return undefined
      language = known
    } else if (word.startsWith('-')) return undefined
    else clientIds.push(word)
  }
  return { clientIds, language, isHtml }
}

function readForms(root: string, simulatorPort: number): readonly Form[] {
  if (!existsSync(root))
    throw new ConfigurationError([
      { where: 'CONFIG_DIR', message: `the folder ${root} does not exist` },
    ])
  // Whether an instance may run with them is judged at its start: here test forms are described too.
  const context = {
    ...withoutSecrets,
    mode: 'development',
    simulatorPort,
    shared: createSharedParts(),
  } as const
  const { files, mistakes } = atOnce(loadConfiguration(root, context))
  if (mistakes.length > 0) throw new ConfigurationError(mistakes)
  return formsOf(files)
}

function chosen(forms: readonly Form[], clientIds: readonly string[]): readonly Form[] | string {
  const known = forms.map(({ client_id }) => client_id)
  const stranger = clientIds.find((one) => !known.includes(one))
  if (stranger !== undefined) return `no form ${stranger}; known: ${known.join(', ')}`
  if (known.length === 0) return 'CONFIG_DIR holds no form'
  return clientIds.length === 0
    ? forms
    : forms.filter(({ client_id }) => clientIds.includes(client_id))
}

function print(forms: readonly Form[], { language, isHtml }: Order): string {
  const { title } = registerMessagesIn(language)
  const entries = forms.map((form) => describeProcessing(form, language))
  return isHtml ? printHtml(title, entries, language) : printMarkdown(title, entries)
}

function fail(reason: string): number {
  process.stderr.write(`${reason}\n`)
  return 1
}

async function run(args: readonly string[]): Promise<number> {
  const order = readOrder(args)
  if (order === undefined) {
    process.stderr.write(usage)
    return 2
  }
  const { CONFIG_DIR: folder, SIMULATOR_PORT: simulatorPort } = readSettings(process.env).settings
  if (folder === undefined)
    return fail('CONFIG_DIR: is not set; expected the folder that holds collectivites/')
  try {
    const forms = chosen(readForms(folder, simulatorPort), order.clientIds)
    if (typeof forms === 'string') return fail(forms)
    process.stdout.write(print(forms, order))
    return 0
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    return fail(error.message)
  }
}

/**
 * `register`: prints what the record of processing activities (GDPR article 30) has to say of each form, or of
 * some, in French or English, as Markdown or HTML.
 */
export const register: Command = { usage, run }
