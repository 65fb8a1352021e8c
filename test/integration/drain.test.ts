import { Agent, request } from 'node:http'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { http } from '../support/form-page.ts'
import { type ServiceInstance, startInstance } from '../support/service-instance.ts'

let instance: ServiceInstance
beforeAll(async () => {
  instance = await startInstance({
    NODE_ENV: 'development',
    DRAIN_SECONDS: '1',
    CONFIG_DIR: fileURLToPath(new URL('../../config/demo', import.meta.url)),
    DEMO_FC_SECRET: 'demo-secret-of-the-simulator-only',
    DEMO_ETAT_CIVIL_SECRET: 'demo-secret-of-the-civil-status-form',
  })
})
afterAll(async () => {
  instance.child.kill('SIGKILL')
  await instance.ended
})

const agent = new Agent({ keepAlive: true, maxSockets: 1 })

/** Asks on a connection that stays open, as a proxy does. */
function ask(): Promise<{ status: number | undefined; connection: string | undefined }> {
  return new Promise((resolve, reject) => {
    const headers = { connection: 'keep-alive' }
    const options = { host: '127.0.0.1', port: instance.port, path: '/jwks', headers, agent }
    const outgoing = request(options, (response) => {
      response.resume()
      const { connection } = response.headers
      response.on('end', () => resolve({ status: response.statusCode, connection }))
    })
    outgoing.on('error', reject)
    outgoing.end()
  })
}

test('when an instance is told to stop, then it says so, answers for a while, lets every connection go, and ends', async () => {
  expect(await ask()).toEqual({ status: 200, connection: 'keep-alive' })
  instance.child.kill('SIGTERM')
  await until(async () => (await http.get(`${instance.management}/readyz`)).status === 503)
  const { data } = await http.get(`${instance.management}/readyz`)
  expect(data.status).toBe('draining')
  // On the connection that was open, and on a new one.
  expect(await ask()).toEqual({ status: 200, connection: 'close' })
  expect(await ask()).toEqual({ status: 200, connection: 'close' })
  expect(await instance.ended).toBe(0)
  await expect(ask()).rejects.toThrow('ECONNREFUSED')
})

async function until(is: () => Promise<boolean>): Promise<void> {
  for (let count = 0; count < 200; count += 1) {
    if (await is()) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
