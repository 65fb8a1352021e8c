import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { CatalogueClaim, Reading } from '../../src/domain/catalogue-claim.ts'
import { followPath, isLeftOut } from '../../src/domain/follow-path.ts'
import { FieldType } from '../../src/domain/prefill-claims.ts'
import { asOfClaim } from '../../src/domain/read-state-claim.ts'
import { readStateDate } from '../../src/domain/read-state-date.ts'
import { readStateValue } from '../../src/domain/read-state-value.ts'

const readAs = (type: FieldType, reading?: Reading) => ({
  type,
  assurance: 'administrative' as const,
  ...(reading !== undefined && { reading }),
})
const read = (raw: unknown, type: FieldType, reading?: Reading) =>
  readStateValue(raw, readAs(type, reading))

describe('a date', () => {
  test.each<[unknown, string | undefined]>([
    ['2020-03-15', '2020-03-15'],
    ['2020-03-15 ', '2020-03-15'],
    ['2020-03-15T00:00:00.000Z', '2020-03-15'],
    ['2020-03-15T00:00:00+02:00', '2020-03-15'],
    ['2024-02-29', '2024-02-29'],
    ['0099-01-01', '0099-01-01'],
    ['1992-11-00', '1992-11'],
    ['2020-00-00', '2020'],
    [{ jour: '30', mois: '09', annee: '1945' }, '1945-09-30'],
    [{ jour: 5, mois: 1, annee: 1945 }, '1945-01-05'],
    [{ jour: '', mois: '9', annee: '1945' }, '1945-09'],
    [{ annee: '1945' }, '1945'],
    [{ jour: '30', mois: '', annee: '1945' }, undefined],
    [{ jour: '', mois: '', annee: '' }, undefined],
    ['200&-04-23', undefined],
    ['2023-02-29', undefined],
    ['2020-13-01', undefined],
    ['2020-04-31', undefined],
    ['2020-00-12', undefined],
    ['0000-00-00', undefined],
    ['2020-03-15T10:00:00Z', undefined],
    ['15/03/2020', undefined],
    ['2020-3-15', undefined],
    ['2020', undefined],
    ['', undefined],
    [20200315, undefined],
    [null, undefined],
    [['2020-03-15'], undefined],
  ])('when it is %j, then it is %s', (raw, value) => {
    expect(readStateDate(raw)?.value).toBe(value)
  })

  test('when its day is unknown, then it is partial, and says so', () => {
    expect(read('1992-11-00', 'date')).toEqual({
      type: 'partial-date',
      value: '1992-11',
      assurance: 'administrative',
    })
  })
})

describe('a value', () => {
  const nothing = Symbol('not_provided')
  const wrong = Symbol('unreadable')

  test.each<[FieldType, unknown, unknown]>([
    ['number', 872, 872],
    ['number', 0, 0],
    ['number', -3, -3],
    ['number', 6.75, 6.75],
    ['number', '872', 872],
    ['number', ' 872,50 ', 872.5],
    ['number', '872.5', 872.5],
    ['number', '1e3', wrong],
    ['number', '8 72', wrong],
    ['number', '0x10', wrong],
    ['number', 'NaN', wrong],
    ['number', '9'.repeat(400), wrong],
    ['number', Number.NaN, wrong],
    ['number', Number.POSITIVE_INFINITY, wrong],
    ['number', true, wrong],
    ['number', [1], wrong],
    ['number', { valeur: 1 }, wrong],
    ['number', null, nothing],
    ['number', undefined, nothing],
    ['number', '', nothing],
    ['boolean', true, true],
    ['boolean', false, false],
    ['boolean', 'true', wrong],
    ['boolean', 1, wrong],
    ['boolean', 'oui', wrong],
    ['boolean', null, nothing],
    ['code', '0bis', '0bis'],
    ['code', ' VP ', 'VP'],
    ['code', 7, '7'],
    ['code', 0, '0'],
    ['code', { code: 'EL', label: 'Électricité' }, 'EL'],
    ['code', { code: 6, label: 'x' }, '6'],
    ['code', { code: null, label: null }, nothing],
    ['code', { code: null, label: 'Location' }, wrong],
    ['code', { label: 'Location' }, wrong],
    ['code', { code: { code: 'x' } }, wrong],
    ['code', true, wrong],
    ['code', ['M'], wrong],
    ['text', ' noemie@univ.example ', 'noemie@univ.example'],
    ['text', 'IUT  DES\nALPES', 'IUT DES ALPES'],
    ['text', 207, '207'],
    ['text', '   ', nothing],
    ['text', 'a\u0000b', wrong],
    ['text', 'a\ud800', wrong],
    ['text', 'x'.repeat(1024), 'x'.repeat(1024)],
    ['text', 'x'.repeat(1025), wrong],
    ['text', false, wrong],
    ['text', {}, nothing],
    ['text', ['a'], wrong],
    ['name', 'ANNE-LAURE ', 'ANNE-LAURE'],
    ['date', '200&-04-23', wrong],
    ['date', { jour: '', mois: '', annee: '' }, nothing],
    ['date', '', nothing],
    ['address', { voie: '3 RUE X' }, ['3 RUE X']],
    ['address', { pays: 'FRANCE' }, wrong],
    ['address', { voie: 'a\u0007' }, wrong],
    ['address', 12, wrong],
    ['list', ['a'], wrong],
  ])('when a %s is %j, then it is read so: %p', (type, raw, value) => {
    const reason = value === nothing ? 'not_provided' : 'unreadable'
    expect(read(raw, type)).toEqual(
      typeof value === 'symbol' ? { type, reason } : { type, value, assurance: 'administrative' },
    )
  })

  test.each<[Reading, FieldType, unknown, unknown]>([
    ['postal-code', 'code', { code_postal_ville: '75107 PARIS' }, wrong],
    [
      'street',
      'text',
      { num_voie: '15', extension: 'B', type_voie: 'RUE', libelle_voie: 'DU PUITS' },
      '15 B RUE DU PUITS',
    ],
    ['street', 'text', { numero_libelle_voie: '4 RUE DU PUITS' }, '4 RUE DU PUITS'],
    ['street', 'text', { code_postal_ville: '74000 ANNECY' }, nothing],
    ['street', 'text', '4 RUE DU PUITS', wrong],
    ['town', 'text', { code_postal_ville: '75107 PARIS' }, 'PARIS'],
    ['postal-code', 'code', null, nothing],
    ['town', 'text', { code_postal_ville: '75002' }, nothing],
    ['postal-code', 'code', { code_postal_ville: 'RENNES' }, nothing],
    ['town', 'text', { code_postal_ville: 'F-75002 PARIS' }, wrong],
    ['address-lines', 'address', '3 RUE X', ['3 RUE X']],
    ['is-present', 'boolean', {}, true],
    ['is-present', 'boolean', '', true],
    ['is-present', 'boolean', undefined, false],
    ['is-present', 'boolean', null, false],
  ])(
    'when its reading is %s as a %s of %j, then it is read so: %p',
    (reading, type, raw, value) => {
      const reason = value === nothing ? 'not_provided' : 'unreadable'
      expect(read(raw, type, reading)).toEqual(
        typeof value === 'symbol' ? { type, reason } : { type, value, assurance: 'administrative' },
      )
    },
  )

  test('when it is declared, then its assurance is', () => {
    expect(readStateValue('x', { type: 'text', assurance: 'declared' })).toEqual({
      type: 'text',
      value: 'x',
      assurance: 'declared',
    })
  })

  test('when it is any JSON at all, then it has a value or a reason', () => {
    const readings = [
      undefined,
      'address-lines',
      'street',
      'postal-code',
      'town',
      'is-present',
    ] as const
    fc.assert(
      fc.property(
        fc.constantFrom(...FieldType.options),
        fc.constantFrom(...readings),
        fc.jsonValue(),
        (type, reading, raw) => {
          const datum = read(raw, type, reading)
          expect('reason' in datum ? datum.reason : typeof datum.value).toMatch(
            /^(not_provided|unreadable|string|number|boolean|object)$/,
          )
        },
      ),
      { numRuns: 1000 },
    )
  })
})

describe('a path', () => {
  const today = '2026-11-23'
  const period = (date_debut: unknown, date_fin: unknown, more = {}) => ({
    date_debut,
    date_fin,
    ...more,
  })

  test.each<[string, unknown[], number | undefined]>([
    ['nothing', [], undefined],
    ['one over yesterday', [period('2025-09-01', '2026-11-22')], undefined],
    ['one that ends today', [period('2025-09-01', '2026-11-23')], 0],
    ['one that begins today', [period('2026-11-23', '2027-08-31')], 0],
    ['one that begins tomorrow', [period('2026-11-24', '2027-08-31')], undefined],
    ['one without an end', [period('2026-09-01', null)], 0],
    ['one of unreadable dates', [period('2026-09-01', '20&7-08-31')], undefined],
    ['one of unreadable beginning', [period('x', '2027-08-31')], undefined],
    ['things that are no periods', [null, 'x', 3, []], undefined],
    [
      'an old and a present one',
      [period('2025-09-01', '2026-08-31'), period('2026-09-01', null)],
      1,
    ],
    ['two present ones', [period('2026-10-01', null), period('2026-09-01', null)], 0],
    [
      'two present ones, enrolled in the older',
      [
        period('2026-10-01', null, { est_inscrit: false }),
        period('2026-09-01', null, { est_inscrit: true }),
      ],
      1,
    ],
  ])('when the list has %s, then @current picks the right one', (_, list, index) => {
    expect(followPath({ list }, ['list', '@current'], today)).toBe(
      index === undefined ? undefined : list[index],
    )
  })

  test.each<[unknown, string[], boolean]>([
    [{}, ['a'], true],
    [{ a: null }, ['a'], false],
    [{ a: null }, ['a', 'b'], false],
    [{ a: {} }, ['a', 'b'], true],
    [{ a: { b: 0 } }, ['a', 'b'], false],
    [{ a: [] }, ['a', '@current', 'b'], false],
    [{ a: [{ date_debut: '2026-01-01' }] }, ['a', '@current', 'b'], true],
    [null, ['a'], false],
    [{}, ['toString'], true],
  ])('when %j is asked for %j, then it was left out: %s', (raw, path, isOut) => {
    expect(isLeftOut(raw, path, today)).toBe(isOut)
  })

  test.each([['constructor'], ['__proto__'], ['a', 'length'], ['toString', 'name']])(
    'when it goes by %s %s, then it does not lead to what every object has',
    (...path) => {
      expect(followPath({ a: 'text' }, path, today)).toBeUndefined()
    },
  )

  test.each<[unknown, string | undefined]>([
    [{ annee: 2026, mois: 9 }, '2026-09'],
    [{ annee: 2026, mois: 12 }, '2026-12'],
    [{ annee: '2026', mois: '9' }, '2026-09'],
    [{ annee: 2026, mois: 13 }, '2026'],
    [{ annee: 2026, mois: null }, '2026'],
    [{ annee: 2026.5, mois: 9 }, undefined],
    [{ annee: '20&6', mois: 9 }, undefined],
    [{ annee: 12, mois: 9 }, undefined],
    [{}, undefined],
  ])('when the period is %j, then the value holds for %s', (data, asOf) => {
    const claim = { asOf: { year: ['annee'], month: ['mois'] } } as unknown as CatalogueClaim
    expect(asOfClaim(data, claim, today)).toBe(asOf)
  })
})
