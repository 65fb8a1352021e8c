import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { accentOf, colourNotice, isReadable, papers } from '../../src/domain/accent.ts'
import {
  type Channels,
  channelsOf,
  colourOf,
  contrastRatio,
  relativeLuminance,
} from '../../src/domain/contrast.ts'
import { channelsOfHsl, hslOf } from '../../src/domain/hsl.ts'

const anyChannel = fc.integer({ min: 0, max: 255 })
const anyColour = fc
  .tuple(anyChannel, anyChannel, anyChannel)
  .map((channels) => colourOf(channels as Channels))

describe('the contrast of two colours', () => {
  // The primaries' weights are WCAG's own; #767676 and #777777 are the greys on either side of 4.5:1 on white.
  test.each([
    ['#000000', 0],
    ['#ffffff', 1],
    ['#ff0000', 0.2126],
    ['#00ff00', 0.7152],
    ['#0000ff', 0.0722],
    ['#808080', 0.21586],
    ['#0a0a0a', 0.003035],
    ['#0b0b0b', 0.003347],
  ] as const)('when a colour is %s, then its luminance is %d', (colour, luminance) => {
    expect(relativeLuminance(colour)).toBeCloseTo(luminance, 5)
  })

  test.each([
    ['#000000', '#ffffff', 21],
    ['#ffffff', '#000000', 21],
    ['#14508c', '#14508c', 1],
    ['#777777', '#ffffff', 4.47809],
    ['#767676', '#ffffff', 4.54222],
    ['#14508c', '#ffffff', 8.21629],
    ['#ffcc00', '#17171a', 11.83156],
  ] as const)('when %s stands on %s, then it is %d', (one, other, ratio) => {
    expect(contrastRatio(one, other)).toBeCloseTo(ratio, 4)
  })

  test('when a colour is read and written, then it is the same', () => {
    fc.assert(fc.property(anyColour, (colour) => colourOf(channelsOf(colour)) === colour))
  })

  test('when a colour is told by hue, saturation and lightness, then it is the same', () => {
    fc.assert(
      fc.property(
        anyColour,
        (colour) => colourOf(channelsOfHsl(hslOf(channelsOf(colour)))) === colour,
      ),
    )
  })
})

describe('the accent of a town’s colour', () => {
  test.each([
    ['#14508c', '#14508c', '#64a7e9'],
    ['#ffcc00', '#8f7300', '#ffcc00'],
    ['#e1000f', '#e1000f', '#ff7982'],
    ['#777777', '#767676', '#a2a2a2'],
    ['#ffffff', '#767676', '#ffffff'],
    ['#000000', '#000000', '#a2a2a2'],
  ] as const)(
    'when it is %s, then it is read as %s on white, as %s on black',
    (colour, light, dark) => {
      expect(accentOf(colour)).toEqual({ light, dark })
    },
  )

  test('when it is any colour, then its shades can be read on our papers', () => {
    fc.assert(
      fc.property(anyColour, (colour) => {
        const { light, dark } = accentOf(colour)
        return contrastRatio(light, papers.light) >= 4.5 && contrastRatio(dark, papers.dark) >= 7
      }),
      { numRuns: 2000 },
    )
  })

  test('when it cannot be read on white, then the webmaster is told by how much, and what is taken', () => {
    expect(colourNotice('#ffcc00')).toBe(
      'has a contrast of 1.5:1 on white, and text needs 4.5:1: links and buttons take "#8f7300" instead, the nearest that can be read; the band above the page keeps the colour',
    )
    expect(colourNotice('#777777')).toMatch(/^has a contrast of 4\.4:1 on white/)
    expect([isReadable('#777777'), isReadable('#767676')]).toEqual([false, true])
  })
})
