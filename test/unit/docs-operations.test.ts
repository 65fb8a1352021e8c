import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { parse, parseAllDocuments } from 'yaml'
import { z } from 'zod'
import { readSettings } from '../../src/configuration/environment.ts'
import { CollectiviteFile } from '../../src/domain/collectivite.ts'
import { readDoc, snippetUnder } from '../support/doc-snippets.ts'
import { instructionsOf, readDockerfile } from '../support/dockerfile.ts'
import { strangeMembers } from '../support/kubernetes.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const page = 'docs/operations.md'
const text = readDoc(page)

const section = (heading: string) => text.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''

const Named = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
})
const documents = parseAllDocuments(snippetUnder(page, 'Kubernetes', 'yaml')).map((document) => {
  expect(document.errors).toEqual([])
  return Named.parse(document.toJS())
})
const ofKind = (kind: string, name = 'prefill') =>
  documents.find((one) => one.kind === kind && one.metadata.name === name)

const labels = z.object({ matchLabels: z.object({ app: z.literal('prefill') }) })
const Probe = z.object({ httpGet: z.object({ path: z.string(), port: z.string() }) })
const Container = z.object({
  ports: z.array(z.object({ name: z.string(), containerPort: z.int() })),
  envFrom: z.array(z.object({ configMapRef: z.object({ name: z.string() }) })),
  startupProbe: Probe,
  livenessProbe: Probe,
  readinessProbe: Probe,
  securityContext: z.strictObject({
    allowPrivilegeEscalation: z.literal(false),
    readOnlyRootFilesystem: z.literal(true),
    capabilities: z.strictObject({ drop: z.tuple([z.literal('ALL')]) }),
  }),
  volumeMounts: z.array(
    z.strictObject({ name: z.string(), mountPath: z.string(), readOnly: z.literal(true) }),
  ),
})
const Deployment = z.object({
  spec: z.object({
    replicas: z.literal(3),
    selector: labels,
    template: z.object({
      metadata: z.object({ labels: z.object({ app: z.literal('prefill') }) }),
      spec: z.object({
        terminationGracePeriodSeconds: z.int(),
        securityContext: z.looseObject({ runAsNonRoot: z.literal(true), runAsUser: z.int() }),
        containers: z.tuple([Container]),
        volumes: z.array(z.looseObject({ name: z.string() })),
      }),
    }),
  }),
})
const pod = Deployment.parse(ofKind('Deployment')).spec.template.spec
const [container] = pod.containers
const texts = z.record(z.string(), z.string())
const variables = texts.parse(ofKind('ConfigMap')?.data)
const secrets = texts.parse(ofKind('Secret')?.stringData)
const collectivites = texts.parse(ofKind('ConfigMap', 'prefill-collectivites')?.data)

describe('the Kubernetes manifests of docs/operations.md', () => {
  test('when they are read, then they are these, all about one application', () => {
    expect(documents.map(({ kind }) => kind)).toEqual([
      'ConfigMap',
      'ConfigMap',
      'Secret',
      'Deployment',
      'Service',
      'PodDisruptionBudget',
      'HorizontalPodAutoscaler',
      'NetworkPolicy',
      'Ingress',
    ])
    expect(ofKind('Service')?.spec).toMatchObject({ selector: { app: 'prefill' } })
    expect(ofKind('PodDisruptionBudget')?.spec).toMatchObject({
      selector: { matchLabels: { app: 'prefill' } },
    })
    expect(ofKind('NetworkPolicy')?.spec).toMatchObject({
      podSelector: { matchLabels: { app: 'prefill' } },
    })
  })

  test('when a cluster reads them, then it knows every member', () => {
    expect(documents.flatMap(strangeMembers)).toEqual([])
  })

  test('when they set variables, then the service knows each and finds no mistake', () => {
    const { settings, mistakes } = readSettings(variables)
    expect(mistakes).toEqual([])
    const references = Object.values(collectivites).flatMap((file) =>
      [...file.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => `${name}_FILE`),
    )
    const known = [...Object.keys(settings), 'SECRETS_FILE', 'REDIS_URL_FILE', ...references]
    expect(Object.keys(variables).filter((name) => !known.includes(name))).toEqual([])
    expect(references.filter((name) => !Object.hasOwn(variables, name))).toEqual([])
  })

  test('when a variable names a file, then the secret that is mounted there has it', () => {
    const mount = container.volumeMounts.find(({ name }) => name === 'secrets')?.mountPath
    const files = Object.entries(variables).filter(([name]) => name.endsWith('_FILE'))
    expect(files.map(([, path]) => path).sort()).toEqual(
      Object.keys(secrets)
        .map((name) => `${mount}/${name}`)
        .sort(),
    )
    expect(container.volumeMounts.map(({ name }) => name)).toEqual(
      pod.volumes.map(({ name }) => name),
    )
    expect(container.volumeMounts[0]?.mountPath).toBe(`${variables.CONFIG_DIR}/collectivites`)
  })

  test('when a collectivite is configured, then the service takes its file', () => {
    for (const file of Object.values(collectivites)) {
      const { forms } = CollectiviteFile.parse(parse(file))
      for (const { demarche } of forms)
        expect(existsSync(join(root, `config/demarches/${demarche}.yaml`))).toBe(true)
    }
  })

  test('when ports are named, then they are those of the service and of its image', () => {
    const { PORT, MANAGEMENT_PORT } = readSettings({}).settings
    expect(container.ports).toEqual([
      { name: 'http', containerPort: PORT },
      { name: 'management', containerPort: MANAGEMENT_PORT },
    ])
    const image = readDockerfile(read('Dockerfile')).find(({ name }) => name === 'service')!
    expect(instructionsOf(image, 'EXPOSE')[0]?.ports).toEqual([PORT, MANAGEMENT_PORT])
    expect(instructionsOf(image, 'USER')[0]?.value).toBe(
      `${pod.securityContext.runAsUser}:${pod.securityContext.runAsUser}`,
    )
    const policy = JSON.stringify(ofKind('NetworkPolicy')?.spec)
    for (const port of [PORT, MANAGEMENT_PORT]) expect(policy).toContain(`"port":${port}`)
  })

  test('when it is probed, then on a path of the management port', () => {
    const { startupProbe, livenessProbe, readinessProbe } = container
    for (const { httpGet } of [startupProbe, livenessProbe, readinessProbe]) {
      expect(httpGet.port).toBe('management')
      expect(read('src/http/management.ts')).toContain(`app.get('${httpGet.path}'`)
    }
  })

  test('when the ingress is nginx, then it is set as our own nginx is', () => {
    const annotations = texts.parse(ofKind('Ingress')?.metadata.annotations)
    const ours = read('deploy/nginx.conf')
    const set = Object.entries(annotations).map(([name, value]) => [name.split('/')[1], value])
    expect(set).toEqual(
      [
        ['proxy-buffer-size', /proxy_buffer_size (\w+);/],
        ['proxy-body-size', /client_max_body_size (\w+);/],
        ['proxy-connect-timeout', /proxy_connect_timeout (\d+)s;/],
        ['proxy-read-timeout', /proxy_read_timeout (\d+)s;/],
        ['proxy-next-upstream', /proxy_next_upstream ([a-z ]+);/],
      ].map(([name, pattern]) => [name, new RegExp(pattern as RegExp).exec(ours)?.[1]]),
    )
  })
})

describe('docs/operations.md', () => {
  test('when the service knows a variable, then it has a row, and no row is of another', () => {
    const rows = section('Settings')
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .flatMap((line) => [...(line.split(' | ')[0] ?? '').matchAll(/`(\w+)`/g)])
      .map(([, name]) => name)
    const schema = read('src/configuration/environment.ts')
    const settings = [...schema.matchAll(/^ {2}([A-Z_]+): /gm)].map(([, name]) => name)
    expect([...rows].sort()).toEqual([...new Set([...settings, 'SECRETS', 'REDIS_URL'])].sort())
  })

  test('when limits are told, then they are the code’s', () => {
    const limits = section('Rate limits').match(/^\|.*\| (\d+) \|/gm) ?? []
    const told = limits.map((row) => Number(/\| (\d+) \|/.exec(row)?.[1]))
    const main = read('src/main.ts')
    const of = (name: string) => Number(new RegExp(`${name} = (\\d+)`).exec(main)?.[1])
    const requests = of('requestsPerMinute')
    expect(told).toEqual([requests, of('loginsPerFormAndMinute'), Math.ceil(requests / 10)])
    expect(read('src/app.ts')).toContain('Math.ceil(dependencies.requestsPerMinute / 10)')
  })

  test('when Redis’s user is told, then with the rights that compose gives it', () => {
    const told = snippetUnder(page, 'Redis', '').trim()
    const [, given] =
      /`user prefill on #\$\{hash\} (.*)`/.exec(read('scripts/compose-secrets.mjs')) ?? []
    expect(told).toBe(`user prefill on >a-long-password ${given}`)
    expect(read('src/stores/redis-connection.ts')).toContain("keyPrefix: 'franceconnect-prefill:'")
  })

  test.each([
    ['review', 'src/flow/review.ts'],
    ['outcome', 'src/flow/login-outcomes.ts'],
    ['marker', 'src/flow/login-outcomes.ts'],
    ['sent', 'src/flow/finish-review.ts'],
    ['hurry', 'src/flow/login-attempt.ts'],
  ])('when %s: begins a key, then it is among those told', (kind, path) => {
    expect(read(path)).toContain(`\`${kind}:\${`)
    expect(section('Redis')).toContain(`\`${kind}:\``)
  })

  test('when a program ends, then it has more time than a login can take', () => {
    const milliseconds = (path: string, name: string) =>
      Number(new RegExp(`${name}(?: =|:) ([\\d_]+)`).exec(read(path))?.[1]?.replaceAll('_', ''))
    const login =
      milliseconds('src/main.ts', 'loginMilliseconds') +
      milliseconds('src/flow/gather.ts', 'hardMilliseconds')
    expect(section('Kubernetes')).toContain(`a login takes ${login / 1000} seconds`)
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(login / 1000)
    const [, grace] = /stop_grace_period: (\d+)s/.exec(read('compose.yaml')) ?? []
    expect(Number(grace)).toBe(pod.terminationGracePeriodSeconds)
  })

  test('when it points to a file or a heading, then there is one', () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)]+)\)/g)].map(([, link = '']) => link)
    const anchors = [...text.matchAll(/^#+ (.+)$/gm)].map(
      ([, heading = '']) =>
        `#${heading
          .toLowerCase()
          .replaceAll(/[^\w -]/g, '')
          .replaceAll(' ', '-')}`,
    )
    const absent = links.filter((link) =>
      link.startsWith('#') ? !anchors.includes(link) : !existsSync(join(root, 'docs', link)),
    )
    expect(absent).toEqual([])
  })
})
