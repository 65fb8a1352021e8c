// Loaded before the service (`node --import`): SIGUSR2 collects its garbage and writes what is left of its heap.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc')

process.on('SIGUSR2', () => {
  collect()
  collect()
  const { heapUsed, external, rss } = process.memoryUsage()
  process.stderr.write(`${JSON.stringify({ collected: true, heapUsed, external, rss })}\n`)
})
