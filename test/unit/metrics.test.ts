import { describe, expect, test } from '@jest/globals'
import type { Problem, Verification } from '../../src/domain/judge-token.ts'
import type { Verdict } from '../../src/domain/verdict.ts'
import { createMetrics } from '../../src/http/metrics.ts'
import { aDemarche, aForm } from '../support/forms.ts'

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

describe('what became of fields', () => {
  const form = aForm({
    demarche: aDemarche({
      nom: { from: 'franceconnect.family_name' },
      courriel: { from: 'franceconnect.email' },
    }),
  })
  const verdictOf = (verdict: Verdict) => ({
    verdict,
    lock_broken: false,
    source: 'franceconnect',
    assurance: 'verified' as const,
    as_of: '2026-11-23',
  })
  const found = (fields: Record<string, Verdict>, ...problems: Problem[]): Verification => ({
    valid: problems.length === 0,
    problems,
    demarche: 'repas',
    environment: 'test',
    jti: 'jti-1',
    fields: Object.fromEntries(
      Object.entries(fields).map(([name, verdict]) => [name, verdictOf(verdict)]),
    ),
    added: ['Mme DUBOIS'],
  })

  test('when submissions are judged, then the verdict on each field of the demarche is counted, and no other name', async () => {
    const metrics = createMetrics()
    metrics.verification(form, found({ nom: 'edited', courriel: 'unchanged', invented: 'edited' }))
    metrics.verification(form, found({ nom: 'edited' }))
    metrics.verification(form, found({ nom: 'unchanged' }, 'expired', 'reused'))
    metrics.verification(form, found({}, 'tampered'))
    const labels = (field: string, verdict: string) =>
      `prefill_fields_verified_total{form="demo-cantine",field="${field}",verdict="${verdict}"}`
    expect(await samples(metrics, 'prefill_fields_verified_total')).toEqual([
      `${labels('nom', 'edited')} 2`,
      `${labels('courriel', 'unchanged')} 1`,
    ])
    expect(await samples(metrics, 'prefill_verifications_total')).toEqual([
      'prefill_verifications_total{outcome="valid"} 2',
      'prefill_verifications_total{outcome="expired"} 1',
      'prefill_verifications_total{outcome="tampered"} 1',
    ])
  })

  test('when there are forms without end, then five thousand pairs have labels of their own, and all the rest one', async () => {
    const metrics = createMetrics()
    for (let count = 0; count < 5002; count += 1)
      metrics.verification({ ...form, client_id: `form-${count}` }, found({ nom: 'emptied' }))
    metrics.verification({ ...form, client_id: 'form-0' }, found({ nom: 'emptied' }))
    const told = await samples(metrics, 'prefill_fields_verified_total')
    expect(told).toHaveLength(5001)
    expect(told.filter((line) => line.includes('other') || line.includes('"form-0"'))).toEqual([
      'prefill_fields_verified_total{form="form-0",field="nom",verdict="emptied"} 2',
      'prefill_fields_verified_total{form="other",field="other",verdict="emptied"} 2',
    ])
  })
})

describe('the one-time store', () => {
  test('when it is used, then its operations are timed by how they ended', async () => {
    const metrics = createMetrics()
    metrics.store('put', 'ok', 0.001)
    metrics.store('put', 'store_unavailable', 1.5)
    const counts = await samples(metrics, 'prefill_store_operation_duration_seconds_count')
    expect(counts).toEqual([
      'prefill_store_operation_duration_seconds_count{operation="put",outcome="ok"} 1',
      'prefill_store_operation_duration_seconds_count{operation="put",outcome="store_unavailable"} 1',
    ])
  })

  test('when it is in memory, then what it holds is told as it is at that moment', async () => {
    const metrics = createMetrics()
    let code = 1
    metrics.watchStore(() => ({ entries: { code }, capacity: 10 }))
    code = 4
    expect(await samples(metrics, 'prefill_store_')).toEqual(
      expect.arrayContaining(['prefill_store_entries{kind="code"} 4', 'prefill_store_capacity 10']),
    )
  })
})
