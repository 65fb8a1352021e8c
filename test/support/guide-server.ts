import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect } from '@jest/globals'
import { createBackEndVisit, formToFill } from './back-end-visit.ts'
import { readDoc, snippetUnder } from './doc-snippets.ts'
import type { FiledSubmission } from './start-back-end.ts'
import { freePort } from './start-demo-process.ts'

const guide = 'docs/guide/serveur.md'
const root = fileURLToPath(new URL('../..', import.meta.url))

/** What a reader of docs/guide/serveur.md sees at the end of it. */
export interface GuideWalk {
  /** The form as it comes back from the login, with what was typed before it. */
  readonly filled: Readonly<Record<string, string>>
  readonly thanks: string
  /** What the last command shows. */
  readonly filed: FiledSubmission
}

/** A shell that runs blocks of the guide in the copy of the project, and its children with it. */
function startShell(script: string, environment: Readonly<Record<string, string>>): ChildProcess {
  return spawn('sh', ['-euc', script], {
    cwd: root,
    detached: true,
    stdio: 'ignore',
    env: environment,
  })
}

async function untilItAnswers(url: string, child: ChildProcess): Promise<void> {
  for (let count = 0; (await fetch(url).catch(() => undefined)) === undefined; count++) {
    if (child.exitCode !== null || count > 600) throw new Error(`${url} does not answer`)
    await sleep(100)
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return
  const ended = new Promise((resolve) => child.once('close', resolve))
  process.kill(-child.pid, 'SIGTERM')
  await ended
}

/**
 * Does what the guide says, block by block, with the example of one language, on free ports and in a folder of its
 * own: from nothing to a submission that is filed with its verdict.
 */
export async function walkServerGuide(language: string): Promise<GuideWalk> {
  const folder = mkdtempSync(join(tmpdir(), 'prefill-guide-'))
  const [service, simulator, form, management] = await Promise.all([1, 2, 3, 4].map(freePort))
  const moved = (text: string) =>
    text
      .replaceAll('localhost:3000', `localhost:${service}`)
      .replaceAll('localhost:8080', `localhost:${form}`)
      .replace('CONFIG_DIR=essai', `CONFIG_DIR=${folder}/essai`)
  const block = (heading: string, kind = 'sh') => moved(snippetUnder(guide, heading, kind))
  const ports = {
    PATH: process.env.PATH ?? '',
    PORT: String(service),
    SIMULATOR_PORT: String(simulator),
    MANAGEMENT_PORT: String(management),
    TMPDIR: folder,
    SIMULATOR_CLIENTS: join(folder, 'clients.yaml'),
  }
  const running: ChildProcess[] = []
  const start = async (script: string, url: string, own = ports) => {
    const child = startShell(script, own)
    running.push(child)
    await untilItAnswers(url, child)
  }
  try {
    mkdirSync(join(folder, 'essai/collectivites'), { recursive: true })
    const file = join(folder, 'essai/collectivites/ma-ville.yaml')
    writeFileSync(file, block('1. Déclarer le formulaire', 'yaml'))
    // The simulator's own client, at the service's port.
    writeFileSync(ports.SIMULATOR_CLIENTS, moved(readDoc('config/simulator/clients.yaml')))
    await start(block('2. Lancer FranceConnect, simulé'), `http://localhost:${simulator}/`)
    await start(block('3. Lancer le service'), `http://localhost:${service}/`)
    const origin = `http://localhost:${form}`
    const settings = block('4. Lancer l’exemple')
    await start(`${settings}${block(language)}`, origin, { ...ports, PORT: String(form) })

    const visit = createBackEndVisit(origin)
    const page = await visit.comeBack(await visit.logIn({ courriel: 'tape@exemple.fr' }))
    const filled = formToFill(page).fields
    const { text } = await visit.browser.press('Envoyer', { nom: 'Martin' })
    const [submissions = ''] = readdirSync(folder).filter((name) => name.startsWith('tmp.'))
    const { stdout } = spawnSync('sh', ['-euc', block('5. L’essayer')], {
      env: { PATH: process.env.PATH, SUBMISSIONS_DIR: join(folder, submissions) },
      encoding: 'utf8',
    })
    return { filled, thanks: text, filed: JSON.parse(stdout) }
  } finally {
    await Promise.all(running.map(end))
    rmSync(folder, { recursive: true })
  }
}

/** What every one of the four examples comes to, as a matcher. */
export function expectedWalk() {
  const verdicts = {
    nom: 'edited',
    premier_prenom: 'unchanged',
    ne_le: 'unchanged',
    courriel: 'edited',
  }
  const fields = Object.fromEntries(
    Object.entries(verdicts).map(([name, verdict]) => [name, expect.objectContaining({ verdict })]),
  )
  return {
    filled: {
      nom: 'DUBOIS',
      premier_prenom: 'Angela',
      ne_le: '1962-08-24',
      courriel: 'tape@exemple.fr',
      prefill_token: expect.stringMatching(/^ey[\w-]+\.[\w-]+\.[\w-]+$/),
    },
    thanks: expect.stringMatching(/enregistrée sous le numéro \S+\./),
    filed: expect.objectContaining({
      verdict: expect.objectContaining({
        valid: true,
        problems: [],
        fields: expect.objectContaining(fields),
      }),
    }),
  }
}
