import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type Comparable, isEquivalent } from '../../src/domain/equivalence.ts'

const says = (field: Comparable, submitted: string) => isEquivalent(field, [submitted])

const people = [
  ['DUBOIS', 'Angela Claire Louise', '1962-08-24'],
  ['DUBOIS', 'Angela Claire', '1962-08-24'],
  ['DUBOIS', 'Angela', '1962-08-25'],
  ['DU BOIS', 'Angèle', '1962-08-24'],
  ['DUBOISE', 'Angela', '1962-08-24'],
  ["L'HERMITE", 'Noël', '1971-01-12'],
  ['LHERMITE', 'Noëlle', '1971-12-01'],
  ["D'ALMEIDA", 'Inês', '1990-05-01'],
  ['DALMEIDA', 'Inès Maria', '1990-05-01'],
  ["O'NEIL", 'Sean', '1985-03-02'],
  ['ONEIL', 'Séan Éric', '1985-02-03'],
  ['LEBŒUF', 'Lætitia', '2001-10-11'],
  ['LEBOUF', 'Laetitia', '2001-11-10'],
  ['MARTIN', 'Jean-Pierre', '1948-06-30'],
  ['MARTINEZ', 'Jeanpierre', '1948-06-30'],
  ['MARTIN-DUPONT', 'Jean', '1948-06-30'],
  ['DUPONT-MARTIN', 'Jean', '1948-06-30'],
  ['ÇELİK', 'Ayşe', '1992-11-30'],
  ['NGUYỄN', 'Thị Ánh', '1992-11-30'],
  ['STRAUß', 'Zoé', '1979-07-07'],
] as const
const word = { type: 'name', value: '' } as const
const person = fc.constantFrom(...people)
const retyping = fc.array(
  fc.constantFrom(
    (text: string) => text.toLowerCase(),
    (text: string) => text.toUpperCase(),
    (text: string) => text.normalize('NFD'),
    (text: string) => text.normalize('NFD').replace(/[\u0300-\u036F]/g, ''),
    (text: string) => text.replaceAll("'", '’'),
    (text: string) => text.replaceAll("'", '´'),
    (text: string) => text.replaceAll('-', '\u2011'),
    (text: string) => text.replaceAll(' ', '\u00A0 '),
    (text: string) => text.replaceAll('œ', 'oe').replaceAll('Œ', 'OE'),
    (text: string) => ` ${text}\t`,
  ),
)
const retype = (text: string, steps: readonly ((text: string) => string)[]) =>
  steps.reduce((typed, step) => step(typed), text)
const written = (iso: string) => iso.split('-').reverse().join('/')

test('when a name is retyped without harm, then it stays the same', () => {
  fc.assert(
    fc.property(person, retyping, ([family, given], steps) => {
      expect(says({ ...word, value: family }, retype(family, steps))).toBe(true)
      expect(says({ ...word, value: given }, retype(given, steps))).toBe(true)
    }),
  )
})

test('when it is another person, then no retyping makes them the same', () => {
  fc.assert(
    fc.property(person, person, retyping, (one, other, steps) => {
      fc.pre(one !== other)
      const isSame =
        says({ ...word, value: one[0] }, retype(other[0], steps)) &&
        says({ ...word, value: one[1] }, retype(other[1], steps)) &&
        says({ type: 'date', value: one[2] }, written(other[2]))
      expect(isSame).toBe(false)
    }),
    { numRuns: 2000 },
  )
})

const visible = fc
  .string({ unit: 'grapheme', minLength: 1 })
  .filter((text) => /[\p{L}\p{N}]/u.test(text))

test('when a text or a name is compared with itself, then it is the same', () => {
  fc.assert(
    fc.property(visible, fc.constantFrom('text', 'name', 'code', 'address'), (value, type) => {
      expect(says({ type, value } as Comparable, value)).toBe(true)
    }),
  )
})

test('when two texts are compared, then the order does not matter', () => {
  fc.assert(
    fc.property(
      person,
      person,
      retyping,
      fc.constantFrom('text', 'name', 'code'),
      (one, other, steps, type) => {
        const [a, b] = [retype(one[0], steps), other[0]]
        expect(says({ type, value: a } as Comparable, b)).toBe(
          says({ type, value: b } as Comparable, a),
        )
      },
    ),
  )
})

test('when any date is written the French way, then it is that date and no other', () => {
  const day = fc.date({
    min: new Date('1880-01-01'),
    max: new Date('2099-12-31'),
    noInvalidDate: true,
  })
  const iso = (date: Date) => date.toISOString().slice(0, 10)
  const inWords = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'UTC' })
  fc.assert(
    fc.property(day, day, (one, other) => {
      const field = { type: 'date', value: iso(one) } as const
      const compact = written(iso(one)).replaceAll('/', '')
      for (const text of [written(iso(one)), inWords.format(one), compact])
        expect(says(field, text)).toBe(true)
      expect(says(field, written(iso(other)))).toBe(iso(one) === iso(other))
    }),
  )
})

test('when any amount is written the French way, then it is that amount', () => {
  const euros = new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR' })
  fc.assert(
    fc.property(fc.integer({ min: -10_000_000, max: 100_000_000 }), (cents) => {
      expect(says({ type: 'number', value: cents / 100 }, euros.format(cents / 100))).toBe(true)
      expect(says({ type: 'number', value: cents / 100 }, euros.format((cents + 1) / 100))).toBe(
        false,
      )
    }),
  )
})
