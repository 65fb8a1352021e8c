import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { catalogue } from '../../src/domain/catalogue.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

test('when the catalogue says something else than docs/sources.md, then the script tells that it is out of date', () => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/sources-docs.mjs', '--check'], {
    cwd: root,
    encoding: 'utf8',
  })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
})

test.each(Object.entries(catalogue))(
  'when %s is a source, then each of its claims has its row, with scope, assurance and label',
  (name, { claims }) => {
    const text = readFileSync(`${root}docs/sources.md`, 'utf8')
    const section = text.split(`\n## \`${name}\`\n`)[1]?.split('\n## ')[0] ?? ''
    const rows = section.split('\n').map((line) => line.slice(2, -2).split(' | '))
    const absent = Object.entries(claims).filter(
      ([claim, { scope, assurance, label }]) =>
        !rows.some(
          ([key, , scopes, trust, labels]) =>
            key === `\`${claim}\`` &&
            scopes?.startsWith(`\`${scope}\``) &&
            trust === assurance &&
            labels?.startsWith(label.fr),
        ),
    )
    expect(absent.map(([claim]) => claim)).toEqual([])
  },
)
