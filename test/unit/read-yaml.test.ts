import { expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { readYaml } from '../../src/configuration/read-yaml.ts'

/** What a file comes to: its values with their places, and its mistakes. */
function read(text: string) {
  return [...readYaml('a.yaml', text)].flatMap((step) => {
    if (step === undefined) return []
    return 'value' in step ? [[step.prefix, step.value]] : [step]
  })
}

test.each([
  ['one value', 'a: 1\nb: [x, "y"]\n'],
  ['an anchor', 'a: &here {b: 1}\nc: *here\n'],
  ['nothing', ''],
  ['a comment', '# only this\n'],
])('when a file holds %s, then it is what YAML says', (_, text) => {
  expect(read(text)).toEqual([[[], parse(text)]])
})

test.each([
  [
    'plain items',
    '# towns\n- a: 1\n  # here\n  b: "x"\n\n- a: 2\n-\n- [3, 4]\n- |\n  text\n  - more\n',
  ],
  ['indented items', '  - a: 1\n  - b: 2\n'],
  ['a flow list', '[{a: 1}, {b: 2}]\n'],
  ['an anchor of another item', '- &here {b: 1}\n- *here\n- {c: *here}\n'],
  ['a tag', '- !!str 12\n- !!set {a}\n'],
  ['a directive', '%YAML 1.2\n---\n- a\n- b\n'],
  ['Windows line ends', '- a: 1\r\n  b: 2\r\n- c: 3\r\n'],
  ['an end of document', '---\n- a\n- b\n...\n'],
])('when a file is a list with %s, then each item is what YAML says', (_, text) => {
  const items = parse(text) as unknown[]
  expect(read(text)).toEqual(items.map((item, index) => [[index], item]))
})

test('when an item has a mistake, then its line of the file is told, and its place in the list', () => {
  const steps = [...readYaml('a.yaml', '# towns\n- name: a\n\n- name: b\n  siret: c\n')]
  const documents = steps.flatMap((step) => (step !== undefined && 'value' in step ? [step] : []))
  expect(documents.map((document) => document.mistake(['siret'], 'no'))).toEqual([
    { where: 'a.yaml', line: 2, path: '[0].siret', message: 'no' },
    { where: 'a.yaml', line: 5, path: '[1].siret', message: 'no' },
  ])
})

test.each([
  ['- a\n- "b\n', [[[0], 'a'], { where: 'a.yaml', line: 3, message: 'Missing closing "quote' }]],
  ['a: 1\na: 2\n', [{ where: 'a.yaml', line: 2, message: 'Map keys must be unique' }]],
  ['a: 1\n---\nb: 2\n', [{ where: 'a.yaml', line: 2, message: 'one document only' }]],
  [
    'a: *s3cret\n',
    [
      {
        where: 'a.yaml',
        message: 'Unresolved alias (the anchor must be set before the alias)',
      },
    ],
  ],
  ['a: "x" s3cret\n', [{ where: 'a.yaml', line: 1, message: 'Unexpected scalar at node end' }]],
  ['a: "\\s3cret"\n', [{ where: 'a.yaml', line: 1, message: 'Invalid escape sequence' }]],
])('when the text is %j, then what is wrong is told without quoting it', (text, expected) => {
  const told = expected.map((one) =>
    'message' in one ? { ...one, message: `expected YAML: ${one.message}` } : one,
  )
  expect(read(text)).toEqual(told)
  expect(JSON.stringify(read(text))).not.toContain('s3cret')
})
