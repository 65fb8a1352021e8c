import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import type { FranceConnectPrefillElement } from '../../src/widget/element.ts'
import type { Missing } from '../../src/widget/fill.ts'
import type { PrefillEnd } from '../../src/widget/prefill-end.ts'
import type * as published from '../../src/widget/v1.d.ts'

type Same<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : false) : false
type MembersOf<Element> = Exclude<keyof Element, keyof HTMLElement>

// The compiler is the test: `npm run check` fails where what is published is not what is built.
const isSame: {
  readonly end: Same<published.PrefillEndDetail, PrefillEnd>
  readonly missing: Same<published.MissingField, Missing>
  readonly element: FranceConnectPrefillElement extends published.FranceConnectPrefillElement
    ? true
    : false
  readonly members: Same<
    MembersOf<published.FranceConnectPrefillElement>,
    Exclude<MembersOf<FranceConnectPrefillElement>, `${string}Callback`>
  >
} = { end: true, missing: true, element: true, members: true }

const sources = fileURLToPath(new URL('../../src/widget/', import.meta.url))
const read = (file: string) => readFileSync(sources + file, 'utf8')

test('when the typings are published, then they say what the element is', () => {
  expect(isSame).toEqual({ end: true, missing: true, element: true, members: true })
})

test('when a page looks an attribute up, then it is one that the element reads, and none is missing', () => {
  const widget = ['element', 'load', 'start', 'come-back', 'find-form', 'widget', 'resume']
  const code = widget.map((name) => read(`${name}.ts`)).join('')
  const asked = [...code.matchAll(/(?:get|has)Attribute\('([\w-]+)'\)/g)].map(([, name]) => name)
  const [, typed = ''] = /interface PrefillAttributes \{(.*?)\n\}/s.exec(read('v1.d.ts')) ?? []
  const published = [...typed.matchAll(/^ {2}'?([\w-]+)'?\??: /gm)].map(([, name]) => name)
  expect([...new Set(asked)].sort()).toEqual(published.sort())
})
