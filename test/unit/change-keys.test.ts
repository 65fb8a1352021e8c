import { beforeAll, describe, expect, test } from '@jest/globals'
import { KeyChangeError, revokeKey, scheduleRotation } from '../../src/signing/change-keys.ts'
import { type PrivateKey, readKeyFile } from '../../src/signing/key-file.ts'
import { historySeconds } from '../../src/signing/key-lifecycle.ts'
import { aKey, day, hour, livesOf, start } from '../support/key-files.ts'

let ec: PrivateKey
let rsa: PrivateKey
let next: PrivateKey
beforeAll(async () => {
  const [first, second, third] = [aKey('ec'), aKey('rsa', {}, 'RS256'), aKey('next')]
  ;[ec, rsa, next] = await Promise.all([first, second, third])
})

const thumbprint = /^[\w-]{43}$/

describe('a rotation', () => {
  test('when it is scheduled, then successors of the same kinds begin when the present ones end', async () => {
    const { keys } = await scheduleRotation([ec, rsa], start, day)
    const [newEc, newRsa, ...present] = readKeyFile({ keys })
    expect(present).toEqual([
      { ...ec, valid_until: start + day },
      { ...rsa, valid_until: start + day },
    ])
    for (const [made, alg] of [
      [newEc!, 'ES256'],
      [newRsa!, 'RS256'],
    ] as const) {
      expect({ kid: made.kid, alg: made.alg, use: made.use }).toEqual({
        kid: expect.stringMatching(thumbprint),
        alg,
        use: 'sig',
      })
      expect(livesOf([made])).toEqual({ [made.kid]: { valid_from: start + day } })
    }
  })

  test('when one is scheduled already, then another is refused', async () => {
    const waiting = { ...next, valid_from: start + 1 }
    const refused = scheduleRotation([{ ...ec, valid_until: start + 1 }, waiting], start, day)
    await expect(refused).rejects.toEqual(
      new KeyChangeError('next is already waiting to sign; let it begin first'),
    )
  })

  test('when the one that waited was revoked, then another can be scheduled', async () => {
    const gone = { ...next, valid_from: start + 1, revoked_at: start }
    const { keys } = await scheduleRotation([ec, gone], start, hour)
    expect(livesOf(keys.slice(1))).toEqual({
      ec: { valid_from: start - day, valid_until: start + hour },
      next: { valid_from: start + 1, revoked_at: start },
    })
  })

  test('when no key signs, then there is nothing to follow', async () => {
    const message = 'no key signs now; make new ones with `keys init`'
    for (const life of [{ revoked_at: start }, { valid_until: start }])
      await expect(scheduleRotation([{ ...ec, ...life }], start, day)).rejects.toEqual(
        new KeyChangeError(message),
      )
  })

  test('when evidence needs a key no more, then it is dropped; until then it is left alone', async () => {
    const ended = start - historySeconds
    const old = { ...next, kid: 'old', valid_from: 1, valid_until: ended }
    const remembered = { ...next, kid: 'remembered', valid_from: ended, valid_until: ended + 1 }
    const { keys } = await scheduleRotation([ec, old, remembered], start, day)
    expect(livesOf(keys.slice(1))).toEqual({
      ec: { valid_from: start - day, valid_until: start + day },
      remembered: { valid_from: ended, valid_until: ended + 1 },
    })
  })
})

describe('a revocation', () => {
  test('when the key signs and none waits, then a new one signs at once, in time for clocks that are behind', async () => {
    const { keys } = await revokeKey([ec, rsa], 'ec', start)
    const [fresh] = readKeyFile({ keys })
    expect(livesOf(keys)).toEqual({
      [fresh!.kid]: { valid_from: start - 60 },
      rsa: { valid_from: start - day },
      ec: { valid_from: start - day, valid_until: start, revoked_at: start },
    })
    expect(fresh!.alg).toBe('ES256')
  })

  test('when the key began a moment ago, then the new one does not reach into the time of the one before', async () => {
    const before = { ...next, kid: 'before', valid_until: start - 10 }
    const { keys } = await revokeKey([{ ...ec, valid_from: start - 10 }, before], 'ec', start)
    const [fresh] = readKeyFile({ keys })
    expect(livesOf([fresh!])).toEqual({ [fresh!.kid]: { valid_from: start - 10 } })
  })

  test('when a successor waits, then it begins now, and that of another kind waits on', async () => {
    const change = { valid_until: start + day }
    const waiting = { ...next, valid_from: start + day }
    const waitingRsa = { ...rsa, kid: 'next-rsa', valid_from: start + day }
    const all = [{ ...ec, ...change }, { ...rsa, ...change }, waiting, waitingRsa]
    const { keys } = await revokeKey(all, 'ec', start)
    expect(livesOf(readKeyFile({ keys }))).toEqual({
      rsa: { valid_from: start - day, valid_until: start + day },
      next: { valid_from: start - 60 },
      'next-rsa': { valid_from: start + day },
      ec: { valid_from: start - day, valid_until: start, revoked_at: start },
    })
  })

  test('when the successor is revoked, then the present key goes on', async () => {
    const waiting = { ...next, valid_from: start + day }
    const { keys } = await revokeKey([{ ...ec, valid_until: start + day }, waiting], 'next', start)
    expect(livesOf(readKeyFile({ keys }))).toEqual({
      ec: { valid_from: start - day },
      next: { valid_from: start + day, revoked_at: start },
    })
  })

  test('when the key had ended, then its period stays as it was', async () => {
    const ended = { ...next, valid_from: start - 3 * day, valid_until: start - day }
    const { keys } = await revokeKey([ec, ended], 'next', start)
    expect(livesOf(readKeyFile({ keys }))).toEqual({
      ec: { valid_from: start - day },
      next: { valid_from: start - 3 * day, valid_until: start - day, revoked_at: start },
    })
  })

  test('when there is no such key, or it is revoked already, then it is refused', async () => {
    await expect(revokeKey([ec], 'x', start)).rejects.toEqual(
      new KeyChangeError('there is no key x'),
    )
    const revoked = { ...next, revoked_at: start }
    await expect(revokeKey([ec, revoked], 'next', start)).rejects.toEqual(
      new KeyChangeError('next is revoked already'),
    )
  })
})
