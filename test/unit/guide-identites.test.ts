import { expect, test } from '@jest/globals'
import { citizenPassword, loadCitizens } from '../../src/simulator/citizens.ts'
import { loadCatalogue } from '../../src/simulator/demo-catalogue/load-catalogue.ts'
import { codesIn, guidePage, guideRows } from '../support/guide.ts'

const page = 'identites-de-test.md'
const citizens = loadCitizens()
const logins = citizens.map(({ login }) => login)
const loginOf = (cell = '') => codesIn(cell)[0]

test('when a citizen is in the file of the simulator, then the page has them with what the file says, in its order', () => {
  expect(guideRows(page, 'Toutes les personnes')).toEqual(
    citizens.map(({ login, note }) => [`\`${login}\``, note.replaceAll('\u00a0', ' ')]),
  )
})

test('when the page says whom to log in as, then there is that citizen, and the form', () => {
  const rows = guideRows(page, 'Je veux voir')
  expect(rows.length).toBeGreaterThan(25)
  const paths = loadCatalogue().map(({ path }) => `http://localhost:8080${path}`)
  for (const [, form = '', who] of rows) {
    expect(logins).toContain(loginOf(who))
    expect(paths).toContain(/\]\((.*)\)/.exec(form)?.[1])
  }
  const likeOurs = guideRows(page, 'Les identités de FranceConnect lui-même')
  for (const [, , ours] of likeOurs) expect(logins).toContain(loginOf(ours))
  expect(guidePage(page)).toContain(`mot de passe est **\`${citizenPassword}\`**`)
})

test('when a citizen’s login ends on an error, then the page tells which', () => {
  const told = guideRows(page, 'Les connexions qui n’aboutissent pas')
  const failing = citizens.filter(({ ends_on }) => ends_on !== undefined)
  expect(told.map(([who, code]) => [loginOf(who), loginOf(code)])).toEqual([
    ['sans.prenom', 'Y600006'],
    ...failing.map(({ login, ends_on }) => [login, ends_on]),
  ])
})
