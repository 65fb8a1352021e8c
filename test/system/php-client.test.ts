import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, jest, test } from '@jest/globals'
import { findInstalled } from '../support/find-installed.ts'
import { foreignCollectivite, oddSecret, visitForeignPage } from '../support/foreign-client.ts'
import { freePort } from '../support/start-demo-process.ts'
import { startSystem } from '../support/start-system.ts'

jest.setTimeout(60_000)

const script = fileURLToPath(new URL('../../docs/clients/login.php', import.meta.url))

async function untilItAnswers(url: string): Promise<void> {
  for (let count = 0; count < 100; count++) {
    if ((await fetch(url).catch(() => undefined)) !== undefined) return
    await sleep(50)
  }
  throw new Error(`${url} does not answer`)
}

async function startPhp(port: number, issuer: string) {
  const command = findInstalled(['/usr/bin/php'], 'php-cli')
  const child = spawn(command, ['-S', `localhost:${port}`, script], {
    env: { ISSUER: issuer, CLIENT_ID: 'php', CLIENT_SECRET: oddSecret },
    stdio: 'ignore',
  })
  const ended = new Promise((resolve) => child.once('close', resolve))
  await untilItAnswers(`http://localhost:${port}/`)
  return async () => {
    child.kill('SIGTERM')
    await ended
  }
}

test('when the PHP recipe logs a citizen in, then its form is filled, and logging out comes back', async () => {
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const form = {
    clientId: 'php',
    redirectUri: `${origin}/retour`,
    loggedOutUri: `${origin}/`,
    method: 'client_secret_basic',
  } as const
  const system = await startSystem({
    collectivites: { 'autres.json': foreignCollectivite([form]) },
  })
  const stop = await startPhp(port, system.serviceOrigin).catch(async (error) => {
    await system.close()
    throw error
  })
  try {
    const { page, browser } = await visitForeignPage(`${origin}/connexion`, form.redirectUri)
    expect(page.forms[0]?.fields).toEqual({
      nom: 'DUBOIS',
      premier_prenom: 'Angela',
      prefill_token: expect.stringMatching(/^ey[\w-]+\.[\w-]+\.[\w-]+$/),
    })
    await browser.follow('Se déconnecter')
    while (browser.page.url.origin !== origin) await browser.submit()
    expect(browser.page.forms[0]?.fields).toMatchObject({ nom: '', prefill_token: '' })
    expect(browser.hops.some(({ url }) => url.includes('/api/v2/session/end'))).toBe(true)
  } finally {
    await stop()
    await system.close()
  }
})
