// Writes test/vectors/*.json, which docs/verification.md explains: `node scripts/vectors.mjs`.
// With --check it writes nothing, and fails where a file says something else.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { history } from './vectors/keys.mjs'
import { tokenVectors } from './vectors/tokens.mjs'
import { formVectors, writingVectors } from './vectors/writings.mjs'

const folder = fileURLToPath(new URL('../test/vectors/', import.meta.url))

const files = {
  'keys.json': history,
  'tokens.json': tokenVectors,
  'writings.json': writingVectors,
  'forms.json': formVectors,
}

const read = (path) => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

// As the formatter of this project would write it: a list of texts on one line where it fits.
function print(value, indent = '', before = 0) {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const isList = Array.isArray(value)
  const entries = Object.entries(value).filter(([, one]) => one !== undefined)
  const inner = `${indent}  `
  const lines = entries.map(([name, one]) => {
    const start = isList ? inner : `${inner}${JSON.stringify(name)}: `
    return `${start}${print(one, inner, start.length)}`
  })
  const oneLine = `[${lines.map((line) => line.trim()).join(', ')}]`
  const isFlat = isList && value.every((one) => typeof one !== 'object' || one === null)
  if (isFlat && before + oneLine.length < 100) return oneLine
  if (lines.length === 0) return isList ? '[]' : '{}'
  const [open, close] = isList ? '[]' : '{}'
  return `${open}\n${lines.join(',\n')}\n${indent}${close}`
}

const isCheck = process.argv.includes('--check')
for (const [name, value] of Object.entries(files)) {
  const path = `${folder}${name}`
  const text = `${print(value)}\n`
  if (!isCheck) writeFileSync(path, text)
  else if (read(path) !== text) {
    process.stderr.write(`test/vectors/${name} is out of date: run node scripts/vectors.mjs\n`)
    process.exitCode = 1
  }
}
