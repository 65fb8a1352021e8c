import { chmodSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import axios from 'axios'
import { generateSigningKeys } from '../../src/signing/generate-signing-keys.ts'
import { type BuiltStage, buildStages } from '../support/build-image.ts'
import {
  collectiviteFile,
  formFile,
  goodSecrets,
  writeFolder,
} from '../support/configuration-folder.ts'
import { readDockerignore } from '../support/docker-context.ts'
import { instructionsOf, readDockerfile } from '../support/dockerfile.ts'
import {
  contentsOf,
  type ImageProcess,
  makeReadOnly,
  makeWritable,
  startIn,
} from '../support/run-image.ts'
import { freePort } from '../support/start-demo-process.ts'

// Two installs and a build, on a machine that may be busy.
jest.setTimeout(600_000)

const checkout = fileURLToPath(new URL('../..', import.meta.url))
const read = (name: string) => readFileSync(join(checkout, name), 'utf8')
const stages = readDockerfile(read('Dockerfile'))

interface LockedPackage {
  readonly dev?: boolean
  readonly optional?: boolean
}
const locked = Object.entries(
  (JSON.parse(read('package-lock.json')) as { packages: Record<string, LockedPackage> }).packages,
).filter(([path]) => path !== '')

let built: ReadonlyMap<string, BuiltStage>
const processes: ImageProcess[] = []

beforeAll(() => {
  built = buildStages({ checkout, sees: readDockerignore(read('.dockerignore')), stages })
  for (const name of ['service', 'simulator']) makeReadOnly(image(name))
}, 600_000)

afterAll(async () => {
  for (const { child, ended } of processes) {
    child.kill('SIGKILL')
    await ended
  }
  for (const stage of built.values()) {
    makeWritable(stage)
    rmSync(stage.root, { recursive: true })
  }
})

const image = (name: string) => built.get(name)!
const stageOf = (name: string) => stages.find((stage) => stage.name === name)!

function start(name: string, kind: 'CMD' | 'HEALTHCHECK', variables: Record<string, string>) {
  const [program] = instructionsOf(stageOf(name), kind)
  const started = startIn(image(name), program?.words ?? [], variables)
  processes.push(started)
  return started
}

async function answerOf(address: string, of: ImageProcess): Promise<unknown> {
  for (let count = 0; count < 600; count += 1) {
    const answer = await axios.get(address).catch(() => undefined)
    if (answer !== undefined) return answer.data
    if (of.child.exitCode !== null) break
    await sleep(50)
  }
  throw new Error(`it does not answer: ${of.output()}`)
}

/** A production configuration that anybody can read, as mounted secrets are inside a container. */
async function serviceVariables(): Promise<Record<string, string>> {
  const folder = writeFolder({
    'collectivites/ville.json': collectiviteFile({
      forms: [formFile({ demarche: 'bibliotheque' })],
    }),
    'keys.json': await generateSigningKeys(Math.floor(Date.now() / 1000)),
    secrets: goodSecrets[0],
  })
  chmodSync(folder, 0o755)
  for (const path of ['collectivites', 'collectivites/ville.json', 'keys.json', 'secrets'])
    chmodSync(join(folder, path), path === 'collectivites' ? 0o755 : 0o644)
  return {
    PUBLIC_URL: 'https://prefill.exemple.fr',
    HOST: '127.0.0.1',
    PORT: String(await freePort()),
    MANAGEMENT_PORT: String(await freePort()),
    CONFIG_DIR: folder,
    SECRETS_FILE: join(folder, 'secrets'),
    SIGNING_KEYS_FILE: join(folder, 'keys.json'),
    TRUST_PROXY: '1',
  }
}

describe('the service image', () => {
  test('when it has been made, then neither the simulator nor a development dependency is in it', () => {
    const { root, workdir } = image('service')
    const app = join(root, workdir)
    const paths = [...contentsOf(image('service')).keys()]
    const own = paths.filter((path) => !path.includes('node_modules'))
    expect(own.filter((path) => /simulator|(^|\/)(src|test|scripts)(\/|$)/.test(path))).toEqual([])
    expect(own).toEqual(expect.arrayContaining(['app/dist/cli/main.js', 'app/dist/data/cog.json']))
    const development = locked.filter(([, { dev }]) => dev === true)
    expect(development.filter(([path]) => existsSync(join(app, path)))).toEqual([])
    const needed = locked.filter(([, { dev, optional }]) => !dev && !optional)
    expect(needed.filter(([path]) => !existsSync(join(app, path)))).toEqual([])
  })

  test('when it runs read-only as its user, then it is live and healthy, writes nothing, and ends on SIGTERM', async () => {
    const before = contentsOf(image('service'))
    const variables = await serviceVariables()
    const service = start('service', 'CMD', variables)
    const management = `http://127.0.0.1:${variables.MANAGEMENT_PORT}`
    expect(await answerOf(`${management}/livez`, service)).toMatchObject({ status: 'ok' })
    const metadata = `http://127.0.0.1:${variables.PORT}/.well-known/openid-configuration`
    expect(await answerOf(metadata, service)).toMatchObject({ issuer: variables.PUBLIC_URL })
    expect(await start('service', 'HEALTHCHECK', variables).ended).toBe(0)
    service.child.kill('SIGTERM')
    expect(await service.ended).toBe(0)
    expect(await start('service', 'HEALTHCHECK', variables).ended).toBe(1)
    expect(contentsOf(image('service'))).toEqual(before)
  })
})

describe('the simulator image', () => {
  test('when it runs read-only as its user, then it answers with FranceConnect’s metadata, and is healthy', async () => {
    const before = contentsOf(image('simulator'))
    const variables = { SIMULATOR_PORT: String(await freePort()), SIMULATOR_HOST: '127.0.0.1' }
    const simulator = start('simulator', 'CMD', variables)
    const issuer = `http://localhost:${variables.SIMULATOR_PORT}/api/v2`
    expect(await answerOf(`${issuer}/.well-known/openid-configuration`, simulator)).toMatchObject({
      issuer,
    })
    expect(await start('simulator', 'HEALTHCHECK', variables).ended).toBe(0)
    simulator.child.kill('SIGTERM')
    expect(await simulator.ended).toBe(0)
    expect(await start('simulator', 'HEALTHCHECK', variables).ended).toBe(1)
    expect(contentsOf(image('simulator'))).toEqual(before)
  })
})
