import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isSiret } from '../domain/siret.ts'
import { bold, type Paint, painter, wantsColour } from './colour.ts'
import type { Command } from './command.ts'
import { draftTrial } from './trial/draft.ts'
import { type InitOrder, readInitOrder } from './trial/order.ts'
import { type Prepared, prepare } from './trial/prepare.ts'
import { tellRefusal } from './trial/refused.ts'
import { tellNext } from './trial/tell-next.ts'
import { TrialError } from './trial/trial-error.ts'
import { type TrialMessages, trialMessagesIn } from './trial/trial-messages.ts'
import { writeConfiguration } from './trial/write-configuration.ts'

const usage = `usage: franceconnect-prefill init PAGE --demarche NAME [--name NAME] [--siret SIRET] [--to FOLDER]
                                  [--input FIELD=NAME]… [--client-id ID] [--language fr|en]
       writes a configuration to start from, the same as try uses, and says what to do next; overwrites nothing

  PAGE                an HTML file, or the address of a page (https://…, or http on this machine)
  --demarche NAME     what the form is for: one of the catalogue (docs/catalogue.md), or a file of your own
  --name NAME         how citizens know the local authority; Ma Ville
  --siret SIRET       its SIRET; an invented one
  --to FOLDER         where to write; prefill
  --input FIELD=NAME  the page's input NAME takes the field, where the page's names cannot be changed
  --client-id ID      the page's own where it has one
  --language fr|en    in which language this command speaks, and the comments of the file; fr
exit code: 0 written, 1 where it cannot be, 2 where the command is not understood
`

/** Where `try` serves a file, and where the next commands expect it. */
const pageOrigin = 'http://localhost:8080'

const schemas = fileURLToPath(new URL('../../schemas', import.meta.url))

/** The schema as seen from the file, where the package is installed beside it: an editor finds it then. */
function schemaFor(folder: string): string | undefined {
  const path = relative(join(folder, 'collectivites'), join(schemas, 'collectivite.schema.json'))
  return path.split(/[\\/]/).slice(3).includes('..') || !existsSync(schemas)
    ? undefined
    : path.replaceAll('\\', '/')
}

function pageUrlOf({ place }: Prepared): string {
  return place.kind === 'file' ? `${pageOrigin}${place.path}` : place.url
}

async function write(order: InitOrder, say: TrialMessages, paint: Paint): Promise<string> {
  if (!isSiret(order.siret)) throw new TrialError(say.badSiret)
  const prepared = await prepare(order, say)
  const { folder, name, siret } = order
  const pageUrl = pageUrlOf(prepared)
  const own = { name, siret, pageUrl, schema: schemaFor(folder) }
  const collectivite = draftTrial(prepared, order, own)
  const demarcheFile = prepared.found.file
  const written = writeConfiguration({ folder, name, collectivite, demarcheFile }, say)
  return [
    ...written.map((path) => paint(say.written(path), bold)),
    ...tellNext(prepared, { order, pageUrl, say, paint }),
    '',
  ].join('\n')
}

async function run(args: readonly string[]): Promise<number> {
  try {
    const order = readInitOrder(args)
    const isColoured = wantsColour(process.stdout.isTTY, process.env)
    const say = trialMessagesIn(order.language)
    process.stdout.write(await write(order, say, painter(isColoured)))
    return 0
  } catch (error) {
    return tellRefusal(error, usage)
  }
}

/** `init PAGE --demarche NAME`: writes the configuration of one form, to start from. */
export const init: Command = { usage, run }
