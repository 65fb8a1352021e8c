import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { snippetUnder } from '../support/doc-snippets.ts'
import { readDockerignore } from '../support/docker-context.ts'
import { instructionsOf, readDockerfile } from '../support/dockerfile.ts'
import { runShell } from '../support/run-shell.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const stages = readDockerfile(readFileSync(join(root, 'Dockerfile'), 'utf8'))
const sees = readDockerignore(readFileSync(join(root, '.dockerignore'), 'utf8'))
const stageOf = (name: string) => stages.find((stage) => stage.name === name)!
const images = [stageOf('simulator'), stageOf('service')]

const copied = (name: string) =>
  instructionsOf(stageOf(name), 'COPY').map(({ from = 'checkout', sources, to }) => [
    from,
    ...sources,
    to,
  ])

describe('the Dockerfile', () => {
  test('when no target is named, then the service is built, after the simulator that is none of its parts', () => {
    expect(stages.map(({ name }) => name)).toEqual([
      'build',
      'dependencies',
      'simulator',
      'service',
    ])
  })

  test('when images are built as docs/operations.md says, then the Dockerfile has their stages', async () => {
    const block = snippetUnder('docs/operations.md', 'Images', 'sh')
    const docker = 'printf "%s\\n" "$*"'
    const { status, stdout } = await runShell(block, { more: { docker } })
    const built = stdout
      .trimEnd()
      .split('\n')
      .map((line) => /^build -t ([\w-]+)(?: --target (\w+))? \.$/.exec(line)?.slice(1))
    expect([status, built]).toEqual([
      0,
      [
        ['franceconnect-prefill', undefined],
        ['franceconnect-prefill-simulator', 'simulator'],
      ],
    ])
    expect(stages.at(-1)?.name).toBe('service')
    expect(stageOf('simulator')).toBeDefined()
  })

  test('when the service image is made, then it holds these and nothing else', () => {
    expect(copied('service')).toEqual([
      ['checkout', 'package.json', './'],
      ['dependencies', '/app/node_modules', './node_modules'],
      ['build', '/app/service/dist', './dist'],
      ['checkout', 'config/demarches', './config/demarches'],
    ])
    const [install] = instructionsOf(stageOf('dependencies'), 'RUN')
    expect(install?.command).toBe('npm ci --omit=dev --omit=optional --ignore-scripts')
    const commands = instructionsOf(stageOf('build'), 'RUN').map(({ command }) => command)
    expect(commands.at(-1)).toMatch(/&& rm -R service\/dist\/simulator$/)
  })

  test('when something is copied, then it is there, and in the build’s sight', () => {
    const sources = stages.flatMap((stage) =>
      instructionsOf(stage, 'COPY').flatMap(({ from, sources: names }) =>
        from === undefined ? names : [],
      ),
    )
    expect(sources.filter((name) => !existsSync(join(root, name)) || !sees(name))).toEqual([])
    const known = stages.map(({ name }) => name)
    const earlier = stages.flatMap((stage, index) =>
      instructionsOf(stage, 'COPY').map(({ from }) => [from, known.slice(0, index)] as const),
    )
    for (const [from, before] of earlier) if (from !== undefined) expect(before).toContain(from)
  })

  test('when a checkout has secrets, tests or a history, then no build sees them', () => {
    const config = readdirSync(join(root, 'config')).map((name) => `config/${name}`)
    const strangers = ['.git/config', '.env', 'deploy/secrets/secrets', 'node_modules/a/b.js']
    const seen = [...readdirSync(root), ...config, ...strangers].filter(sees)
    expect(seen.sort()).toEqual([
      'config/demarches',
      'config/simulator',
      'package-lock.json',
      'package.json',
      'scripts',
      'src',
      'tsconfig.json',
    ])
  })

  test.each(stages)(
    'when $name starts from an image, then from Node 24, never `latest`',
    (stage) => {
      expect(stage.image).toMatch(/^node:24-[a-z]+-slim$/)
    },
  )

  test.each(images)('when $name runs, then as a number, which runAsNonRoot can check', (image) => {
    expect(instructionsOf(image, 'USER').map(({ value }) => value)).toEqual(['1000:1000'])
    expect(image.instructions.findIndex(({ name }) => name === 'USER')).toBeGreaterThan(
      image.instructions.findLastIndex(({ name }) => name === 'COPY'),
    )
  })

  test.each(images)('when $name starts and is looked after, then without a shell', (image) => {
    const programs = [...instructionsOf(image, 'CMD'), ...instructionsOf(image, 'HEALTHCHECK')]
    expect(programs.map(({ words }) => words[0])).toEqual(['node', 'node'])
    expect(instructionsOf(image, 'RUN')).toEqual([])
  })

  test('when the service starts, then as `npm start` starts it', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    const [program] = instructionsOf(stageOf('service'), 'CMD')
    expect(program?.words).toEqual(scripts.start.split(' '))
  })
})

describe('what reads the Dockerfile', () => {
  test.each([
    'ADD https://example.org/a.tgz /',
    'ARG SECRET',
    'VOLUME /data',
    'RUN --mount=type=secret,id=a true',
    'RUN ["npm", "ci"]',
    'COPY --chown=0:0 a b',
    'COPY a',
    'ENV A=1 B=2',
    'USER $USER',
    'CMD node main.js',
    'HEALTHCHECK CMD curl localhost',
    'FROM node:24',
  ])('when it meets %s, which it cannot carry out, then it says so', (line) => {
    expect(() => readDockerfile(`FROM node:24-bookworm-slim AS one\n${line}\n`)).toThrow()
  })

  test('when a line is continued or a comment, then it is read as Docker does', () => {
    const text = '# syntax\nFROM a AS one\nRUN a \\\n  # why\n  && b\nEXPOSE 1 2\n'
    expect(readDockerfile(text)).toEqual([
      {
        name: 'one',
        image: 'a',
        instructions: [
          { name: 'RUN', command: 'a && b' },
          { name: 'EXPOSE', ports: [1, 2] },
        ],
      },
    ])
  })
})
