import { Counter, type Registry } from 'prom-client'
import type { Form } from '../domain/form.ts'
import type { Verification } from '../domain/judge-token.ts'

// Each pair of form and field is up to five series that Prometheus keeps: a bound, whatever is configured.
const mostPairs = 5000
const other = { form: 'other', field: 'other' }

/**
 * Counts what `/verify` said: of every verification its outcome, of valid ones the verdict on each field. Only names
 * that the form's demarche has become labels, never one that a submission or an older token invents.
 */
export function countVerifications(registry: Registry): (form: Form, found: Verification) => void {
  const registers = [registry]
  const verifications = new Counter({
    name: 'prefill_verifications_total',
    help: 'Submissions judged by /verify: valid, or the first problem.',
    labelNames: ['outcome'],
    registers,
  })
  const fields = new Counter({
    name: 'prefill_fields_verified_total',
    help: 'Fields of valid submissions judged by /verify, by verdict.',
    labelNames: ['form', 'field', 'verdict'],
    registers,
  })
  const pairs = new Set<string>()
  const labelsOf = (form: string, field: string) => {
    const pair = `${form} ${field}`
    if (!pairs.has(pair) && pairs.size >= mostPairs) return other
    pairs.add(pair)
    return { form, field }
  }
  return ({ client_id, demarche }, { valid, problems, fields: judged }) => {
    verifications.inc({ outcome: problems[0] ?? 'valid' })
    if (!valid) return
    for (const [name, { verdict }] of Object.entries(judged))
      if (Object.hasOwn(demarche.fields, name))
        fields.inc({ ...labelsOf(client_id, name), verdict })
  }
}
