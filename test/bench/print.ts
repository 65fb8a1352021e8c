import type { Bound } from './bounds.ts'
import type { Cost, Memory, Spread } from './measure.ts'
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

const memoryText = ({ atRest, after }: Memory) =>
  [`${atRest.toFixed(0)} at rest`]
    .concat(after.map(({ logins, megabytes }) => `${megabytes.toFixed(0)} after ${logins}`))
    .join(', ')

/** Writes a report as people read it: Markdown, as it stands in the README. */
export function printReport(report: Report): string {
  const { costs, pace, memory, liveHeap, coldStartMilliseconds, unfinished, threeSources, effort } =
    report
  const paceLine = (at: 'service' | 'floor') => {
    const { loginsPerSecond, p50, p99 } = pace[at]
    return `| ${at} | ${loginsPerSecond.toFixed(0)} | ${p50.toFixed(1)} | ${p99.toFixed(1)} | ${memoryText(memory[at])} |`
  }
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
    paceLine('service'),
    paceLine('floor'),
    '',
    `Ready after ${spread(coldStartMilliseconds, 0)} ms.`,
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
