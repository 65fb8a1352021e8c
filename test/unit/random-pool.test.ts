import { expect, test } from '@jest/globals'
import { createRandomPool } from '../../src/random-pool.ts'

/** A generator that counts: its bytes say how many came before. */
function counting() {
  const drawn: number[] = []
  let next = 0
  const draw = (bytes: number) => {
    drawn.push(bytes)
    return Buffer.from(Array.from({ length: bytes }, () => next++ % 251))
  }
  return { drawn, draw }
}

test('when bytes are asked for many times, then they are given in the order drawn, none twice', () => {
  const { draw, drawn } = counting()
  const random = createRandomPool(draw)
  const given = Buffer.concat(Array.from({ length: 128 }, () => random(32)))
  expect(given).toEqual(counting().draw(4096))
  expect(drawn).toEqual([4096])
})

test('when what is left does not suffice, then all that is given is drawn anew', () => {
  const { draw, drawn } = counting()
  const random = createRandomPool(draw)
  random(4090)
  expect([...random(12)]).toEqual(Array.from({ length: 12 }, (_, index) => (4096 + index) % 251))
  expect(drawn).toEqual([4096, 4096])
})

test('when more is asked for than is drawn at once, then so much is drawn', () => {
  const { draw, drawn } = counting()
  expect(createRandomPool(draw)(5000)).toHaveLength(5000)
  expect(drawn).toEqual([5000])
})

test('when no generator is given, then they are Node’s own random bytes: no two draws are alike', () => {
  const random = createRandomPool()
  const given = Array.from({ length: 1000 }, () => random(16).toString('hex'))
  expect(new Set(given).size).toBe(1000)
})
