import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { describeForm } from '../../src/domain/describe-form.ts'
import { DescribedField, FormDescription } from '../../src/domain/form-description.ts'
import { PrefillClaims, PrefillField, SourceOutcome } from '../../src/domain/prefill-claims.ts'

import { aForm } from '../support/forms.ts'

const read = (path: string) =>
  readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8')

const [, list = ''] = /const ownNames = \[(.*?)\n\]/s.exec(read('scripts/build-widget.mjs')) ?? []
const ownNames = [...list.matchAll(/'(\w+)'/g)].map(([, name = '']) => name)

function keysOf(tree: unknown): string[] {
  return typeof tree === 'object' && tree !== null
    ? Object.entries(tree).flatMap(([key, value]) => [key, ...keysOf(value)])
    : []
}

// What is written or read by others than one bundle: the service, the page, the next version in this tab.
const foreign = new Set([
  ...keysOf(describeForm(aForm(), '', 'fr')),
  ...Object.keys({ ...FormDescription.shape, ...DescribedField.shape }),
  ...Object.keys({ ...PrefillClaims.shape, ...SourceOutcome.shape }),
  ...PrefillField.options.flatMap(({ shape }) => Object.keys(shape)),
  ...['outcome', 'filled', 'missing', 'name', 'reason'],
  ...['id_token', 'prefill_token', 'display_name', 'error'],
  ...['state', 'nonce', 'verifier', 'redirectUri', 'address', 'service', 'clientId', 'form'],
  ...['returned', 'code', 'error_description', 'iss', 'idToken', 'displayName', 'prefillToken'],
  ...['key', 'nth', 'at', 'value', 'start', 'undo', 'logout'],
])

test('when the bundle renames a member, then it is one that nobody else reads or writes', () => {
  expect(ownNames.length).toBeGreaterThan(0)
  expect(ownNames.filter((name) => foreign.has(name))).toEqual([])
})

test('when the bundle renames a member, then no source asks for it by a string', () => {
  const folder = fileURLToPath(new URL('../../src/widget/', import.meta.url))
  const sources = readdirSync(folder)
    .map((file) => read(`src/widget/${file}`))
    .join('\n')
  const asked = new RegExp(`'(?:${ownNames.join('|')})' in |\\['(?:${ownNames.join('|')})'\\]`)
  expect(sources).not.toMatch(asked)
})
