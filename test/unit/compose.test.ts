import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { z } from 'zod'
import { readSettings } from '../../src/configuration/environment.ts'
import { gatherLimits } from '../../src/flow/gather.ts'
import { snippetUnder } from '../support/doc-snippets.ts'
import { instructionsOf, readDockerfile } from '../support/dockerfile.ts'
import { runShell } from '../support/run-shell.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')

const Service = z.strictObject({
  restart: z.string(),
  read_only: z.literal(true),
  cap_drop: z.tuple([z.literal('ALL')]),
  security_opt: z.tuple([z.literal('no-new-privileges:true')]),
  build: z.strictObject({ context: z.literal('.'), target: z.string() }).optional(),
  image: z.string(),
  user: z.string().optional(),
  network_mode: z.string().optional(),
  networks: z.strictObject({ default: z.object({ aliases: z.array(z.string()) }) }).optional(),
  depends_on: z
    .record(z.string(), z.object({ condition: z.literal('service_healthy') }))
    .optional(),
  volumes: z.array(z.string().regex(/^\.\/\S+:\/\S+:ro$/)).default([]),
  secrets: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.string()).default({}),
  ports: z.array(z.string().regex(/^127\.0\.0\.1:\d+:\d+$/)).default([]),
  entrypoint: z.array(z.string()).optional(),
  command: z.array(z.string()).optional(),
  healthcheck: z.object({ test: z.tuple([z.literal('CMD')]).rest(z.string()) }).optional(),
  stop_grace_period: z.string().optional(),
})
const Compose = z.object({
  services: z.record(z.string(), Service),
  secrets: z.record(z.string(), z.strictObject({ file: z.string() })),
})

const compose = Compose.parse(parse(read('compose.yaml'), { merge: true }))
const services = Object.entries(compose.services)
const instances = services.filter(([, { build }]) => build?.target === 'service')
const stages = readDockerfile(read('Dockerfile'))

describe('compose.yaml', () => {
  test('when it is read, then two instances, a store, a proxy and a FranceConnect run hardened', () => {
    expect(services.map(([name]) => name)).toEqual([
      'service-a',
      'service-b',
      'simulator',
      'redis',
      'nginx',
    ])
    expect(instances.map(([name]) => name)).toEqual(['service-a', 'service-b'])
  })

  test('when it is started as docs/operations.md says, then its secrets are made where it mounts them', async () => {
    const block = snippetUnder('docs/operations.md', 'On one machine: compose', 'sh')
    const folder = mkdtempSync(join(tmpdir(), 'prefill-compose-'))
    const typed = block.replace('compose-secrets.mjs', `compose-secrets.mjs ${folder}`)
    const docker = '[ "$*" = "compose up --build" ] && echo up'
    try {
      const { status, stdout } = await runShell(typed, { more: { docker } })
      expect([status, stdout.trim().split('\n').at(-1)]).toEqual([0, 'up'])
      const files = Object.values(compose.secrets).map(({ file }) => file)
      const made = readdirSync(folder).map((name) => `./deploy/secrets/${name}`)
      expect(files.filter((file) => !made.includes(file))).toEqual([])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('when an image is another’s, then its version is named and its user is a number', () => {
    const others = services.filter(([, { build }]) => build === undefined)
    for (const [, { image, user }] of others) {
      expect(image).toMatch(/^[a-z]+:\d+\.\d+-[a-z]+$/)
      expect(user).toMatch(/^[1-9]\d*:[1-9]\d*$/)
    }
  })

  test('when an image is ours, then the Dockerfile has its stage', () => {
    const targets = services.flatMap(([, { build }]) => build?.target ?? [])
    const names = stages.map(({ name }) => name)
    expect(targets.filter((target) => !names.includes(target))).toEqual([])
  })

  test('when a service is there, then it has a health check, its own or its image’s', () => {
    const healthy = services.filter(([, { healthcheck, build }]) => {
      const stage = stages.find(({ name }) => name === build?.target)
      return healthcheck ?? (stage && instructionsOf(stage, 'HEALTHCHECK')[0])
    })
    expect(healthy).toHaveLength(services.length)
  })

  test('when a service waits for others, then they are there', () => {
    const waited = services.flatMap(([, { depends_on }]) => Object.keys(depends_on ?? {}))
    expect(waited.filter((name) => !Object.hasOwn(compose.services, name))).toEqual([])
  })

  test('when a file or folder is mounted, then it is in the checkout', () => {
    const mounted = services.flatMap(([, { volumes }]) =>
      volumes.map((volume) => volume.split(':')[0] ?? ''),
    )
    expect(mounted.filter((path) => !existsSync(join(root, path)))).toEqual([])
  })

  test('when a secret is mounted, then it is declared, and what is declared is mounted', () => {
    const mounted = new Set(services.flatMap(([, { secrets }]) => secrets))
    expect([...mounted].sort()).toEqual(Object.keys(compose.secrets).sort())
  })

  test.each(instances)('when %s is configured, then the service knows every variable', (_, one) => {
    const { environment, secrets } = one
    const { settings, mistakes } = readSettings(environment)
    expect(mistakes).toEqual([])
    const collectivite = read('config/demo/collectivites/demo.yaml')
    const references = [...collectivite.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => `${name}_FILE`)
    const known = [...Object.keys(settings), ...references, 'SECRETS_FILE', 'REDIS_URL_FILE']
    expect(Object.keys(environment).filter((name) => !known.includes(name))).toEqual([])
    expect(references.filter((name) => !Object.hasOwn(environment, name))).toEqual([])
    const files = Object.entries(environment).filter(([name]) => name.endsWith('_FILE'))
    expect(files.map(([, path]) => path.replace('/run/secrets/', '')).sort()).toEqual(
      [...secrets].sort(),
    )
  })

  test('when nginx looks for the instances, then they are where it looks', () => {
    const addresses = [...read('deploy/nginx.conf').matchAll(/server ([a-z-]+):(\d+) /g)]
    expect(addresses.map(([, name, port]) => [name, port])).toEqual(
      instances.map(([name, { environment }]) => [name, environment.PORT]),
    )
    expect(compose.services.simulator?.networks?.default.aliases).toEqual(
      instances.map(([name]) => name),
    )
    const management = instances.map(([, { environment }]) => environment.MANAGEMENT_PORT)
    expect(new Set(management).size).toBe(instances.length)
  })

  test('when the store is full, then it evicts nothing, and it never writes to disk', () => {
    const words = compose.services.redis?.command?.join(' ')
    expect(words).toContain('--maxmemory-policy noeviction')
    expect(words).toContain('--save  --appendonly no')
  })
})

describe('deploy/nginx.conf', () => {
  const text = read('deploy/nginx.conf')
  const seconds = (name: string) => Number(new RegExp(`${name} (\\d+)s;`).exec(text)?.[1])
  const constant = (path: string, name: string) =>
    Number(new RegExp(`${name}(?: =|:) ([\\d_]+)`).exec(read(path))?.[1]?.replaceAll('_', ''))

  test('when it waits for an answer, then longer than any login, and less than a marker lives', () => {
    const limit = seconds('proxy_read_timeout')
    expect(limit * 1000).toBeGreaterThan(gatherLimits.hardMilliseconds)
    expect(limit * 1000).toBeGreaterThan(constant('src/main.ts', 'loginMilliseconds'))
    expect(limit).toBeLessThan(constant('src/flow/login-outcomes.ts', 'markerLifetimeSeconds'))
  })

  test('when a connection to an instance is idle, then nginx is the one that closes it', () => {
    const [kept = Number.NaN] = [...text.matchAll(/^ {8}keepalive_timeout (\d+)s;/gm)].map(
      ([, time]) => Number(time),
    )
    expect(kept * 1000).toBeLessThan(constant('src/http/listen.ts', 'keepAliveTimeout'))
  })

  test('when a request may be repeated, then only where no answer came, and a POST never', () => {
    const [, when] = /proxy_next_upstream ([^;]+);/.exec(text) ?? []
    expect(when).toBe('error timeout')
  })

  test('when a body is refused for its size, then no route of the service would have taken it', () => {
    const [, limit] = /client_max_body_size (\d+)k;/.exec(text) ?? []
    const [, own] = /limit: '(\d+)kb'/.exec(read('src/http/verify.ts')) ?? []
    expect(limit).toBe(own)
  })
})
