import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from '@jest/globals'
import { watchLogin } from '../../src/http/watched-login.ts'

const pause = (milliseconds: number, signal?: AbortSignal) =>
  sleep(milliseconds, undefined, { signal })

function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
}

/** A login that was settled before its citizen would have been shown anything. */
async function settle(): Promise<WeakRef<object>> {
  const citizen = { name: 'Maëlys' }
  const watched = watchLogin(pause)
  void watched.after(60_000).then(() => citizen)
  watched.listener.loggedIn('header.payload.signature')
  await turn()
  watched.note({ kind: 'settled' })
  return new WeakRef(citizen)
}

test('when a login has been settled, then the process keeps nothing of it', async () => {
  const citizen = await settle()
  await turn()
  collectGarbage()
  expect(citizen.deref()).toBeUndefined()
})
