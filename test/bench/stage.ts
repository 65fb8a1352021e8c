import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startRedis } from '../support/redis-server.ts'
import type { Target } from './browser.ts'
import { type Child, startChild, startServer } from './child.ts'
import type { Load, LoadResult } from './load.ts'
import type { Setting } from './options.ts'
import { sources } from './person.ts'
import { type Service, startService, writeConfiguration } from './service.ts'

/** One system under test with its floor, and all that they need, each in a process of its own. */
export interface Stage {
  readonly service: Service
  readonly floor: Child
  /** Has the load generator do logins at one of them. @throws Error where a login failed */
  load(at: 'service' | 'floor', load: Omit<Load, 'target' | 'forms'>): Promise<LoadResult>
  /** Starts the service once more beside it, and ends it. @returns how long it took to become ready */
  coldStart(): Promise<number>
  stop(): Promise<void>
}

const script = (name: string) => fileURLToPath(new URL(`./${name}.mjs`, import.meta.url))

// The system under test has a core to itself; FranceConnect and the citizens share the other one.
const measuredCore = 0
const otherCore = 1

/** A key and a certificate for localhost, good for a day. */
function makeCertificate(folder: string) {
  const keyFile = join(folder, 'tls.key')
  const certificateFile = join(folder, 'tls.crt')
  const made = ['-newkey', 'rsa:2048', '-nodes', '-keyout', keyFile, '-out', certificateFile]
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
  execFileSync('openssl', ['req', '-x509', '-days', '1', ...made, ...subject], { stdio: 'ignore' })
  return { keyFile, certificateFile }
}

function createLoader() {
  const child = startChild([script('load')], { core: otherCore, hasChannel: true })
  const next = () =>
    new Promise<LoadResult>((resolve) =>
      child.process.once('message', (message) => resolve(message as LoadResult)),
    )
  const ready = next()
  return {
    stop: child.stop,
    run: async (load: Load): Promise<LoadResult> => {
      await ready
      const result = next()
      child.process.send(load)
      return result
    },
  }
}

export interface StageOptions {
  readonly nodeArguments?: readonly string[]
}

/** Sets everything up. Stop it, whatever happens. */
export async function openStage(setting: Setting, options: StageOptions = {}): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'prefill-bench-'))
  const running: { stop(): Promise<void> }[] = []
  const keep = <T extends { stop(): Promise<void> }>(one: T): T => {
    running.unshift(one)
    return one
  }
  const stop = async () => {
    for (const one of running) await one.stop()
    rmSync(folder, { recursive: true })
  }
  try {
    const { keyFile, certificateFile } = makeCertificate(folder)
    const isSecure = setting.protocol === 'https'
    const tls = isSecure ? [keyFile, certificateFile] : ['', '']
    const provider = keep(
      await startServer([script('provider'), ...tls, String(setting.sourceMilliseconds)], {
        core: otherCore,
      }),
    )
    const issuer = `${setting.protocol}://localhost:${provider.port}/api/v2`
    const redis = setting.store === 'redis' ? keep(await startRedis()) : undefined
    const shared = { core: measuredCore, env: { NODE_EXTRA_CA_CERTS: certificateFile } }
    const floorArguments = [setting.forms, setting.sources, redis?.port ?? ''].map(String)
    const floor = keep(await startServer([script('floor'), issuer, ...floorArguments], shared))
    writeConfiguration(folder, setting, issuer)
    const serviceOptions = {
      ...options,
      setting,
      folder,
      certificateFile,
      redisUrl: redis?.url,
      core: measuredCore,
    }
    const service = keep(await startService(serviceOptions))
    const loader = keep(createLoader())
    const asked = sources.slice(0, setting.sources)
    const targets: Record<'service' | 'floor', Target> = {
      service: { port: service.port, issuer, sources: asked },
      floor: { port: floor.port, issuer, sources: asked },
    }
    return {
      service,
      floor,
      load: async (at, load) => {
        const result = await loader.run({ ...load, target: targets[at], forms: setting.forms })
        if (result.failed > 0) throw new Error(`${result.failed} at the ${at}: ${result.error}`)
        return result
      },
      coldStart: async () => {
        const another = await startService(serviceOptions)
        await another.stop()
        return another.coldStartMilliseconds
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
