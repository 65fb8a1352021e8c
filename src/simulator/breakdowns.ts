import { setTimeout as delay } from 'node:timers/promises'
import type { Breakdown } from './faults.ts'
import type { HeldAnswer } from './held-answer.ts'

const twoMebibytes = 2 * 1024 * 1024

type Break = (answer: HeldAnswer, milliseconds: number) => void | Promise<void>

const statusOf =
  (status: number): Break =>
  (answer) => {
    answer.res.statusCode = status
    answer.res.removeHeader('location')
    answer.res.setHeader('content-type', 'text/html')
    answer.body = Buffer.from(`<html><body><h1>Error ${status}</h1></body></html>\n`)
  }

/** What each breakdown does to an answer on its way out. */
const breaks: Readonly<Record<Breakdown, Break>> = {
  latency: async (_answer, milliseconds) => {
    // Nobody need wait for it to stop the simulator.
    await delay(milliseconds, undefined, { ref: false })
  },
  status_500: statusOf(500),
  status_502: statusOf(502),
  status_503: statusOf(503),
  garbage_body: (answer) => {
    answer.body = Buffer.from('{"neither": JSON, nor.a.token\u0000')
  },
  huge_body: (answer) => {
    answer.body = Buffer.concat([answer.body, Buffer.alloc(twoMebibytes, ' ')])
  },
  truncated_body: async ({ res, body }) => {
    res.setHeader('content-length', body.length)
    const half = body.subarray(0, Math.ceil(body.length / 2))
    if (half.length > 0) await new Promise((sent) => res.write(half, sent))
    res.destroy()
  },
  dropped_connection: ({ res }) => {
    res.destroy()
  },
}

/** Breaks an answer. It may be gone afterwards (`res.destroyed`): then there is nothing left to send. */
export async function breakDown(
  name: Breakdown,
  answer: HeldAnswer,
  milliseconds: number,
): Promise<void> {
  await breaks[name](answer, milliseconds)
}
