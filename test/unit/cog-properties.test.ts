import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { packagedCommunes, someCog } from '../support/cog.ts'

const cog = someCog()
const communes = packagedCommunes()

describe('every code of the package', () => {
  const codes = new Set(communes.flatMap(({ code, anciensCodes = [] }) => [code, ...anciensCodes]))

  test('when somebody was born under it while it was in use, then it has a name, a department and a commune of today', () => {
    const current = new Set(
      communes
        .filter(({ type }) => type === 'commune-actuelle' || type === 'arrondissement-municipal')
        .map(({ code }) => code),
    )
    const faulty = [...codes, '97123', '97127'].filter((code) => {
      const found = cog.resolve(code, '1950-01-31') ?? cog.resolve(code, '1990-01-31')
      return !found?.name || !found.department?.name || !current.has(found.currentCode)
    })
    expect(faulty).toEqual([])
    expect(codes.size).toBe(39_254)
  })

  test('when the package has a commune of today, then its own name is read from its own line', () => {
    const wrong = communes
      .filter(({ type }) => type === 'commune-actuelle')
      .filter(({ code, nom }) => cog.resolve(code, '2020-01-31')?.name !== nom)
    expect(wrong).toEqual([])
  })
})

test('when the text is anything, then nothing is thrown, and what is found is a commune of the data', () => {
  const digits = fc.stringMatching(/^[0-9AB]{0,6}$/)
  const dates = fc.option(
    fc.oneof(fc.string(), fc.constantFrom('1950', '1967-12', '1968-01-01', '1990-06-15')),
    { nil: undefined },
  )
  fc.assert(
    fc.property(fc.oneof(fc.string(), digits), dates, (code, birthdate) => {
      const found = cog.resolve(code, birthdate)
      return found === undefined || found.name !== ''
    }),
    { numRuns: 2000 },
  )
})
