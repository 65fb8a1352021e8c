import type { Bound } from './bounds.ts'
import type { Capacity } from './capacity.ts'
import type { Cost, Spread } from './measure.ts'
import { plain, type Setting } from './options.ts'
import type { Report } from './run.ts'

const spread = ({ median, least, most }: Spread, digits: number) =>
  `${median.toFixed(digits)} [${least.toFixed(digits)}–${most.toFixed(digits)}]`

function nameOf(setting: Setting): string {
  const { protocol, store, sources, forms } = setting
  const parts = [
    protocol === 'https' ? 'FranceConnect over HTTPS' : 'FranceConnect over HTTP',
    store === 'redis' ? 'Redis' : 'memory store',
    ...(sources > 0 ? [`${sources} state source${sources > 1 ? 's' : ''}`] : []),
    ...(forms !== plain.forms ? [`${forms} form${forms > 1 ? 's' : ''}`] : []),
  ]
  return parts.join(', ')
}

const costLine = ({ setting, service, floor, ratio }: Cost) =>
  `| ${nameOf(setting)} | ${service.median.toFixed(2)} | ${floor.median.toFixed(2)} | ${spread(ratio, 2)} |`

const boundLine = ({ what, atMost, found, isHeld }: Bound) =>
  `| ${what} | ${atMost} | ${found.toFixed(2)} | ${isHeld ? 'yes' : '**no**'} |`

function capacityLine(at: 'service' | 'floor', { setting, pace, memory }: Capacity): string {
  const { loginsPerSecond, p50, p99 } = pace[at]
  const { atRest, logins, after } = memory[at]
  const held = `${atRest.toFixed(0)} at rest, ${after.toFixed(0)} after ${logins}`
  const name = at === 'service' ? nameOf(setting) : 'its floor'
  return `| ${name} | ${loginsPerSecond.toFixed(0)} | ${p50.toFixed(1)} | ${p99.toFixed(1)} | ${held} |`
}

const readyLine = ({ setting, coldStartMilliseconds }: Capacity) =>
  `${nameOf(setting)}: ready after ${spread(coldStartMilliseconds, 0)} ms.`

/** Writes a report as people read it: Markdown, as it stands in the README. */
export function printReport(report: Report): string {
  const { costs, capacities, liveHeap, unfinished, threeSources, effort } = report
  return [
    `${report.at}, ${report.machine}`,
    `${effort.processes} processes each, in each ${effort.rounds} rounds of ${effort.logins} logins, service and floor by turns, ${effort.users} citizens at once, after ${effort.warmUp} to warm up`,
    '',
    '| login | service, CPU ms | floor, CPU ms | times the floor [least–most] |',
    '|---|---|---|---|',
    ...costs.map(costLine),
    '',
    '| | logins/s on one core | p50 ms at half of it | p99 ms | memory, MB |',
    '|---|---|---|---|---|',
    ...capacities.flatMap((one) => [capacityLine('service', one), capacityLine('floor', one)]),
    '',
    ...capacities.map(readyLine),
    `${unfinished.attempts} unfinished logins: ${unfinished.before.toFixed(2)} times the floor before, ${unfinished.after.toFixed(2)} after, ${unfinished.addedMegabytes.toFixed(0)} MB more.`,
    ...liveHeap.map(
      ({ megabytes, after }) =>
        `After ${after} more logins: ${megabytes.toFixed(1)} MB of live heap.`,
    ),
    ...threeSources.map(
      ({ each, login }) =>
        `Three state sources of ${each} ms each: a login takes ${login.toFixed(0)} ms.`,
    ),
    '',
    '| bound | at most | found | held |',
    '|---|---|---|---|',
    ...report.bounds.map(boundLine),
    '',
  ].join('\n')
}
