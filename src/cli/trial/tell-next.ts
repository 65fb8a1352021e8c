import { draftSecrets } from '../../configuration/draft-collectivite.ts'
import { bold, dim, type Paint } from '../colour.ts'
import { asksTaxOffice } from './asks-tax-office.ts'
import type { InitOrder } from './order.ts'
import type { Prepared } from './prepare.ts'
import { tellLines } from './tell-lines.ts'
import type { TrialMessages } from './trial-messages.ts'

/** Where `serve` listens unless it is told otherwise, in development. */
const serviceOrigin = 'http://localhost:3000'

/** A word of a shell's command line, quoted where it has to be. */
const word = (text: string) =>
  /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`

function serveCommand({ found }: Prepared, folder: string): string {
  const variables = [
    'NODE_ENV=development',
    `CONFIG_DIR=${word(folder)}`,
    `${draftSecrets.franceconnect}=demo-secret-of-the-simulator-only`,
    ...(asksTaxOffice(found.demarche)
      ? [`${draftSecrets.taxOffice}=demo-secret-of-the-simulated-tax-office`]
      : []),
  ]
  return `${variables.join(' ')} npx franceconnect-prefill serve`
}

function doctorCommand({ place, clientId }: Prepared, { folder, page }: InitOrder): string {
  const judged = place.kind === 'file' ? ` --page ${word(page)} --client-id ${word(clientId)}` : ''
  const variables = `NODE_ENV=development CONFIG_DIR=${word(folder)}`
  return `${variables} npx franceconnect-prefill doctor --files${judged}`
}

/** What to do with a configuration that was written. */
export function tellNext(
  prepared: Prepared,
  told: {
    readonly order: InitOrder
    readonly pageUrl: string
    readonly say: TrialMessages
    readonly paint: Paint
  },
): string[] {
  const { order, pageUrl, say, paint } = told
  const step = (command: string, why: string) => [`  ${paint(`# ${why}`, dim)}`, `  ${command}`]
  return [
    '',
    paint(say.next, bold),
    ...step('npx franceconnect-prefill simulator', say.runSimulator),
    ...step(serveCommand(prepared, order.folder), say.runService),
    ...step(doctorCommand(prepared, order), say.runDoctor),
    `  ${paint(`# ${say.servePage(pageUrl)}`, dim)}`,
    ...tellLines(prepared, { service: serviceOrigin, isServed: false }, say, paint),
  ]
}
