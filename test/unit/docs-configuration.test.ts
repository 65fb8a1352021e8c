import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { publicPaths } from '../../src/http/openapi/document.ts'
import { readDoc, snippetUnder } from '../support/doc-snippets.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const text = readDoc('docs/configuration.md')

const blockOf = (language: string) =>
  snippetUnder('docs/configuration.md', 'In an editor', language)

describe('docs/configuration.md', () => {
  test('when it points to a file, then there is one', () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path = '']) => path)
    expect(links.length).toBeGreaterThan(4)
    expect(links.filter((path) => !existsSync(join(root, 'docs', path)))).toEqual([])
  })

  test('when the settings of VS Code name a schema, then the package brings it', () => {
    const settings = JSON.parse(blockOf('json')) as {
      readonly 'yaml.schemas': Readonly<Record<string, string>>
      readonly 'json.schemas': readonly { readonly url: string }[]
    }
    const named = [
      ...Object.keys(settings['yaml.schemas']),
      ...settings['json.schemas'].map(({ url }) => url),
    ]
    const inPackage = named.map((path) => path.replace('./node_modules/franceconnect-prefill/', ''))
    expect(inPackage.filter((path) => !existsSync(join(root, path)))).toEqual([])
    const { files } = JSON.parse(read('package.json')) as { readonly files: readonly string[] }
    expect(files).toEqual(expect.arrayContaining(['schemas', 'config']))
  })

  test('when its YAML names a schema of a running service, then the service has it there', () => {
    const path = /\$schema=https:\/\/[^/]+(\S+)/.exec(blockOf('yaml'))?.[1] ?? ''
    const name = /^\/schemas\/(\w+)\.schema\.json$/.exec(path)?.[1]
    expect(Object.keys(publicPaths)).toContain('/schemas/{name}.schema.json')
    expect(existsSync(join(root, `schemas/${name}.schema.json`))).toBe(true)
    // It is the beginning of the demonstration's own file.
    const [, ...lines] = blockOf('yaml').split('\n')
    expect(read('config/demo/collectivites/demo.yaml')).toContain(lines.join('\n'))
  })
})
