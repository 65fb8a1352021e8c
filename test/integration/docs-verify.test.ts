import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readDoc, snippetsOf } from '../support/doc-snippets.ts'
import { goToFranceConnectAndBack, redeem, tripOf } from '../support/form-page.ts'
import { runShell } from '../support/run-shell.ts'
import { type System, startSystem } from '../support/start-system.ts'

let system: System
let token: string
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'prefill-docs-verify-'))
  system = await startSystem()
  const trip = tripOf(system, { nonce: 'page-1' })
  const back = await goToFranceConnectAndBack(system, trip, 'test')
  const { data } = await redeem(system, trip, back.searchParams.get('code'))
  token = data.prefill_token
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await system.close()
})

/** The one shell block of a page that has this in it, about the system and the token of this test. */
function blockWith(page: string, heading: string, part: string): string {
  const found = snippetsOf(page).filter(
    (one) => one.heading === heading && one.language === 'sh' && one.text.includes(part),
  )
  expect(found).toHaveLength(1)
  const now = new Date().toISOString()
  return String(found[0]?.text)
    .replaceAll('https://prefill.exemple.fr', system.serviceOrigin)
    .replaceAll('eyJ…', token)
    .replaceAll('2026-11-23T10:10:00Z', now)
}

describe('a submission, asked about as the documentation says', () => {
  test.each([
    ['README.md', 'I have a web page'],
    ['README.fr.md', 'J’ai une page web'],
  ])('when %s’s command is typed, then every field has its verdict', async (page, heading) => {
    const { status, stdout } = await runShell(blockWith(page, heading, 'curl'))
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      valid: true,
      problems: [],
      fields: {
        nom: { verdict: 'equivalent' },
        courriel: { verdict: 'edited' },
        premier_prenom: { verdict: 'not_submitted' },
      },
    })
  })

  test('when docs/verification.md’s command is typed, then date and nonce are judged too', async () => {
    const block = blockWith('docs/verification.md', 'The rules, in this order', 'curl')
    const judged = async (text: string) => JSON.parse((await runShell(text)).stdout)
    expect(await judged(block)).toMatchObject({
      valid: true,
      problems: [],
      fields: { nom: { verdict: 'equivalent' } },
    })
    expect(await judged(block.replace('page-1', 'page-2'))).toMatchObject({ valid: false })
    const late = block.replace(/"submitted_at": "[^"]+"/, '"submitted_at": "2046-01-01T00:00:00Z"')
    expect(await judged(late)).not.toMatchObject({ valid: true })
  })
})

interface Vector {
  readonly id: string
  readonly token: string
  readonly submitted: object
}

test('when docs/verification.md’s command is typed with a copy of the keys, then it needs no service', async () => {
  const page = 'docs/verification.md'
  const [block = ''] = snippetsOf(page)
    .filter(({ heading, text }) => heading === 'The rules, in this order' && text.startsWith('npx'))
    .map(({ text }) => text)
  const vectors = JSON.parse(readDoc('test/vectors/tokens.json')) as Vector[]
  const good = vectors.find(({ id }) => id === 'good')
  writeFileSync(join(folder, 'token.txt'), `${good?.token}\n`)
  writeFileSync(join(folder, 'submission.json'), JSON.stringify(good?.submitted))
  writeFileSync(join(folder, 'history.json'), readDoc('test/vectors/keys.json'))
  const { status, stdout } = await runShell(block, { cwd: folder })
  expect(stdout).toMatch(/^The prefill token is authentic\.\n/)
  expect(status).toBe(0)
})
