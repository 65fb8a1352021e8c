import { describe, expect, test } from '@jest/globals'
import { createMetrics } from '../../src/http/metrics.ts'

/** The samples of the metrics whose names begin so. */
const samples = async (metrics: ReturnType<typeof createMetrics>, start: string) =>
  (await metrics.text()).split('\n').filter((line) => line.startsWith(start))

describe('state sources', () => {
  test('when they were asked, then they are counted by source, outcome and reason, in seconds', async () => {
    const metrics = createMetrics()
    metrics.source('quotient_familial', 'ok', '', 0.4)
    metrics.source('quotient_familial', 'ok', '', 3)
    metrics.source('service_national', 'unavailable', 'timeout', 12)
    const told = await samples(metrics, 'prefill_source_duration_seconds')
    const labels = (source: string, status: string, reason: string) =>
      `source="${source}",status="${status}",reason="${reason}"`
    const family = labels('quotient_familial', 'ok', '')
    const service = labels('service_national', 'unavailable', 'timeout')
    expect(told).toEqual([
      ...[0, 1, 1, 1, 2, 2, 2, 2].map(
        (count, index) =>
          `prefill_source_duration_seconds_bucket{le="${[0.1, 0.5, 1, 2, 4, 6, 9, 12][index]}",${family}} ${count}`,
      ),
      `prefill_source_duration_seconds_bucket{le="+Inf",${family}} 2`,
      `prefill_source_duration_seconds_sum{${family}} 3.4`,
      `prefill_source_duration_seconds_count{${family}} 2`,
      ...[0.1, 0.5, 1, 2, 4, 6, 9].map(
        (limit) => `prefill_source_duration_seconds_bucket{le="${limit}",${service}} 0`,
      ),
      `prefill_source_duration_seconds_bucket{le="12",${service}} 1`,
      `prefill_source_duration_seconds_bucket{le="+Inf",${service}} 1`,
      `prefill_source_duration_seconds_sum{${service}} 12`,
      `prefill_source_duration_seconds_count{${service}} 1`,
    ])
  })
})

describe('circuit breakers', () => {
  test('when they have a state, then each is told by what it guards, as it is at that moment', async () => {
    let quotient = 'closed'
    const metrics = createMetrics({
      franceConnect: () => ({ 'https://fc.fr': 'half-open' }),
      sources: () => ({ quotient_familial: quotient, service_national: 'open' }),
    })
    const told = () => samples(metrics, 'prefill_source_circuit')
    expect(await told()).toEqual([
      'prefill_source_circuit{source="quotient_familial"} 0',
      'prefill_source_circuit{source="service_national"} 2',
    ])
    expect(await samples(metrics, 'franceconnect_circuit')).toEqual([
      'franceconnect_circuit{origin="https://fc.fr"} 1',
    ])
    quotient = 'open'
    expect((await told())[0]).toBe('prefill_source_circuit{source="quotient_familial"} 2')
  })

  test('when there is none, then nothing is told of them', async () => {
    expect(await samples(createMetrics(), 'prefill_source_circuit{')).toEqual([])
  })
})

describe('the shared store', () => {
  test('when it answers or not, then that is told; and nothing where there is none', async () => {
    let isUp = true
    const circuits = { franceConnect: () => ({}), sources: () => ({}) }
    const metrics = createMetrics({ ...circuits, isRedisUp: () => isUp })
    expect(await samples(metrics, 'prefill_redis_up')).toEqual(['prefill_redis_up 1'])
    isUp = false
    expect(await samples(metrics, 'prefill_redis_up')).toEqual(['prefill_redis_up 0'])
    expect(await samples(createMetrics(circuits), 'prefill_redis_up')).toEqual([])
  })
})
