import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { createByteWindow } from '../../src/configuration/byte-window.ts'
import { cutJsonList, type ListItem } from '../../src/configuration/cut-json-list.ts'

/** The items of a text that comes in pieces of some bytes, each in the same place of memory as the one before. */
function cut(text: string, bytes = 3): ListItem[] {
  const whole = Buffer.from(text)
  const buffer = Buffer.alloc(bytes)
  function* chunks() {
    for (let at = 0; at < whole.length; at += bytes)
      yield buffer.subarray(0, whole.copy(buffer, 0, at, at + bytes))
  }
  const window = createByteWindow(chunks())
  window.next()
  return [...cutJsonList(window)]
}

/** What a list comes to; undefined where it is none. */
function parse(text: string): unknown[] | undefined {
  try {
    return cut(text, 7).map((item) => {
      if ('fault' in item) throw new SyntaxError(item.fault)
      return JSON.parse(item.text)
    })
  } catch {
    return undefined
  }
}

function parseWhole(text: string): unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

const ends = 'the file ends before its list does'

test.each<[string, ListItem[]]>([
  ['[]', []],
  [' \n[ \t\r\n ] \n', []],
  [
    '[1, "a"]',
    [
      { text: '1', line: 1 },
      { text: '"a"', line: 1 },
    ],
  ],
  [
    '\n[{\n"a": [1,\n2]},\n\n {"b": "]},[\\"\\\\"}\n]',
    [
      { text: '{\n"a": [1,\n2]}', line: 2 },
      { text: '{"b": "]},[\\"\\\\"}\n', line: 6 },
    ],
  ],
  [
    '[1,]',
    [
      { text: '1', line: 1 },
      { text: '', line: 1 },
    ],
  ],
  ['[1', [{ fault: ends, line: 1 }]],
  ['[', [{ fault: ends, line: 1 }]],
  ['["a\\', [{ fault: ends, line: 1 }]],
  [
    '[\n1,\n',
    [
      { text: '1', line: 2 },
      { fault: ends, line: 3 },
    ],
  ],
  [
    '[1]\n,2]',
    [
      { text: '1', line: 1 },
      { fault: 'expected nothing after the list', line: 2 },
    ],
  ],
])('when the text is %j, then its items are cut, with their lines', (text, items) => {
  expect(cut(text)).toEqual(items)
  expect(cut(text, 1)).toEqual(items)
  expect(cut(text, 1000)).toEqual(items)
})

test('when a text is a list, then it is what JSON.parse makes of it, however it is written', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), fc.constantFrom(0, 1, '\t'), (value, indent) => {
      const text = JSON.stringify(value, null, indent)
      expect(parse(text)).toEqual(JSON.parse(text))
    }),
  )
})

test('when a list is damaged, then it is taken only where JSON.parse takes it', () => {
  const damaged = fc
    .tuple(fc.array(fc.jsonValue(), { minLength: 1 }), fc.nat(), fc.constantFrom(...'[]{},:"\\ x'))
    .map(([value, place, put]) => {
      const text = JSON.stringify(value)
      const at = 1 + (place % text.length)
      return text.slice(0, at) + put + text.slice(at + (place % 2))
    })
  fc.assert(
    fc.property(damaged, (text) => {
      expect(parse(text)).toEqual(parseWhole(text))
    }),
    { numRuns: 2000 },
  )
})
