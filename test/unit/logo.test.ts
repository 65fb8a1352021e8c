import { describe, expect, test } from '@jest/globals'
import { inspectLogo } from '../../src/domain/logo.ts'
import { hostileSvg, png, svg } from '../support/pictures.ts'

const bytes = (text: string) => new Uint8Array(Buffer.from(text))

describe('a logo', () => {
  test.each([
    ['a square drawing', bytes(svg('0 0 64 64')), 'svg', 64, 64],
    ['a drawing wider than the place', bytes(svg('0 0 1000 100')), 'svg', 240, 24],
    ['a drawing with commas in its viewBox', bytes(svg('-5,-5,10,20')), 'svg', 32, 64],
    ['a drawing with prolog, comment and script', bytes(hostileSvg), 'svg', 192, 64],
    ['a drawing with a byte order mark', bytes(`\uFEFF${svg('0 0 2 1')}`), 'svg', 128, 64],
    ['a line', bytes(svg('0 0 10000 1')), 'svg', 240, 1],
    ['an image', new Uint8Array(png(300, 150)), 'png', 128, 64],
    ['a tiny image', new Uint8Array(png(1, 1)), 'png', 64, 64],
  ])(
    'when it is %s, then its type and its place on the page are known',
    (_, content, type, width, height) => {
      expect(inspectLogo(content)).toEqual({ type, width, height })
    },
  )

  // Each took minutes by patterns that try one text in many ways; a test's own limit is 20 seconds.
  test.each([
    [
      'a viewBox of blanks that does not end',
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${' '.repeat(120_000)}>`,
    ],
    ['a document type that does not end', `<!DOCTYPE${' '.repeat(120_000)}<svg/>`],
    ['document types without end', '<!DOCTYPE '.repeat(12_000)],
    ['comments without end', '<!-- '.repeat(24_000)],
  ])('when it is %s, then it is refused as soon as read', (_, text) => {
    expect(inspectLogo(bytes(text))).toHaveProperty('fault')
  })

  test('when it is part of a larger buffer, then it is read all the same', () => {
    const image = png(300, 150)
    const larger = Buffer.concat([Buffer.from('before'), image])
    expect(inspectLogo(larger.subarray(6))).toEqual({ type: 'png', width: 128, height: 64 })
  })

  const notOne = 'expected an SVG drawing in UTF-8, or a PNG image'
  test.each([
    ['nothing', bytes(''), notOne],
    ['a text', bytes('client_secret: abc'), notOne],
    ['a page', bytes('<!doctype html><svg viewBox="0 0 1 1"/>'), notOne],
    [
      'a drawing in Latin-1',
      new Uint8Array(Buffer.from(`<!-- é -->${svg('0 0 1 1')}`, 'latin1')),
      notOne,
    ],
    ['a GIF', bytes('GIF89a…'), notOne],
    ['a PNG cut off', new Uint8Array(png(3, 3).subarray(0, 20)), notOne],
    ['a PNG without width', new Uint8Array(png(0, 3)), notOne],
    [
      'a drawing without namespace',
      bytes('<svg viewBox="0 0 1 1"/>'),
      'expected xmlns="http://www.w3.org/2000/svg" on its <svg>, else no browser shows it',
    ],
    ...['', '0 0 10', '0 0 0 5', '0 0 -1 5', 'a b c d'].map(
      (viewBox) =>
        [
          `a drawing with the viewBox "${viewBox}"`,
          bytes(svg(viewBox)),
          'expected a viewBox on its <svg>, without which it cannot be made smaller',
        ] as const,
    ),
  ] as [string, Uint8Array, string][])(
    'when it is %s, then it is said what is expected',
    (_, content, fault) => {
      expect(inspectLogo(content)).toEqual({ fault })
    },
  )

  test('when it is as large as may be, then it is taken, and one byte more is not', () => {
    const start = svg('0 0 1 1')
    const padded = (length: number) => bytes(start.padEnd(length))
    expect(inspectLogo(padded(131072))).toEqual({ type: 'svg', width: 64, height: 64 })
    expect(inspectLogo(padded(131073))).toEqual({ fault: 'has 129 kB; expected at most 128' })
  })
})
