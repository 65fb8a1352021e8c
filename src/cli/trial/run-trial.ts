import { draftSecrets, inventedSiret } from '../../configuration/draft-collectivite.ts'
import { inLanguage } from '../../domain/languages.ts'
import { bold, type Paint } from '../colour.ts'
import { judgePolicies } from '../doctor/page/judge-embedding.ts'
import { loadIsland } from '../load-island.ts'
import { draftTrial } from './draft.ts'
import { choosePort } from './free-port.ts'
import { nameInputs } from './name-inputs.ts'
import type { TrialOrder } from './order.ts'
import { readPageFile } from './page-place.ts'
import { type Prepared, prepare, readTrialPage } from './prepare.ts'
import { tellFields } from './tell-fields.ts'
import { embedIn, tellLines } from './tell-lines.ts'
import type { TrialMessages } from './trial-messages.ts'

type Variables = Readonly<Record<string, string | undefined>>

/** simulator/start-trial.ts, as far as it is used here. */
interface Island {
  startTrial(trial: object): Promise<Stage>
}
interface Stage {
  readonly serviceOrigin: string
  readonly simulatorOrigin: string
  stop(): Promise<void>
}

/** A trial that runs. */
export interface RunningTrial {
  readonly description: string
  stop(): Promise<void>
}

async function choosePorts(variables: Variables) {
  return {
    service: await choosePort('PORT', 3000, variables),
    simulator: await choosePort('SIMULATOR_PORT', 4000, variables),
    demo: await choosePort('DEMO_PORT', 8080, variables),
    management: await choosePort('MANAGEMENT_PORT', 9464, variables),
  }
}

/** The page anew, each time that it is asked for. */
function siteOf(prepared: Prepared, order: TrialOrder, origin: string, service: string) {
  const { place, clientId, inputs, found, parse } = prepared
  if (place.kind !== 'file') return undefined
  const { path, folder, file } = place
  const readPage = () => {
    const html = readPageFile(file)
    return embedIn(prepared, html, service)?.html ?? html
  }
  const readNames = () =>
    nameInputs(found.demarche, order.inputs, readTrialPage(readPageFile(file), parse))
  return { origin, path, folder, clientId, inputs, readPage, readNames }
}

interface Told {
  readonly say: TrialMessages
  readonly paint: Paint
  readonly pageUrl: string
}

function describe(prepared: Prepared, order: TrialOrder, stage: Stage, told: Told): string {
  const { say, paint, pageUrl } = told
  const { page, found, place } = prepared
  const { serviceOrigin: service } = stage
  const title = inLanguage(found.demarche.title, order.language)
  const fields = page === undefined ? [] : tellFields(found.demarche, order.inputs, page, say)
  const script = { line: 1, src: `${service}/widget/v1.js`, type: 'module', nonce: undefined }
  const refused = page === undefined ? [] : judgePolicies(page.document, '', script)
  return [
    ...(
      [
        [say.page, pageUrl],
        [say.service, `${service}/`],
        [say.franceConnect, `${stage.simulatorOrigin}/`],
        [say.logIn, say.whom],
      ] as const
    ).map(([name, value]) => `${name.padEnd(18)}${value}`),
    '',
    ...(page === undefined ? [say.unread] : [paint(say.fields(title), bold), ...fields]),
    ...(refused.length > 0 ? ['', say.policy(service)] : []),
    ...tellLines(prepared, { service, isServed: place.kind === 'file' }, say, paint),
    ...(place.kind === 'file' ? [say.untouched] : []),
    say.stop,
    `ready ${pageUrl}`,
    '',
  ].join('\n')
}

/**
 * Starts a trial: the simulated FranceConnect and the service, and where the page is a file a site for it.
 * @throws TrialError, MissingIslandError, ListenError, ConfigurationError
 */
export async function runTrial(
  order: TrialOrder,
  { say, paint, variables }: { say: TrialMessages; paint: Paint; variables: Variables },
): Promise<RunningTrial> {
  const prepared = await prepare(order, say)
  const ports = await choosePorts(variables)
  const { place, found } = prepared
  const origin = `http://localhost:${ports.demo}`
  const pageUrl = place.kind === 'file' ? `${origin}${place.path}` : place.url
  const { startTrial } = await loadIsland<Island>('start-trial')
  const own = { name: 'Votre collectivité', siret: inventedSiret, pageUrl }
  const stage = await startTrial({
    ports,
    collectivite: draftTrial(prepared, order, own),
    demarcheFile: found.file,
    secrets: draftSecrets,
    logLevel: variables.LOG_LEVEL || 'silent',
    site: siteOf(prepared, order, origin, `http://localhost:${ports.service}`),
  })
  return {
    description: describe(prepared, order, stage, { say, paint, pageUrl }),
    stop: stage.stop,
  }
}
