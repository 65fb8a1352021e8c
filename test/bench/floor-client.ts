import { Agent, request as httpRequest } from 'node:http'
import { request as httpsRequest, Agent as SecureAgent } from 'node:https'

/** Calls FranceConnect. @throws Error for any answer but 200 */
export type Call = (
  method: string,
  address: string,
  accessToken?: string,
  form?: string,
) => Promise<string>

/** Makes the floor's way out: node's own client, its connections kept alive. */
export function createFloorClient(issuer: string): Call {
  const isSecure = issuer.startsWith('https:')
  const options = { keepAlive: true, maxSockets: 64 }
  const agent = isSecure ? new SecureAgent(options) : new Agent(options)
  const start = isSecure ? httpsRequest : httpRequest
  return (method, address, accessToken, form) =>
    new Promise((resolve, reject) => {
      const headers = {
        ...(accessToken !== undefined && { authorization: `Bearer ${accessToken}` }),
        ...(form !== undefined && {
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': Buffer.byteLength(form),
        }),
      }
      const outgoing = start(address, { method, agent, headers }, (answer) => {
        let text = ''
        answer.setEncoding('utf8')
        answer.on('data', (chunk: string) => {
          text += chunk
        })
        answer.on('end', () =>
          answer.statusCode === 200 ? resolve(text) : reject(new Error(`${answer.statusCode}`)),
        )
        answer.on('error', reject)
      })
      outgoing.on('error', reject)
      outgoing.end(form)
    })
}
