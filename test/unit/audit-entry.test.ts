import { expect, test } from '@jest/globals'
import { auditEntry } from '../../src/domain/audit-entry.ts'
import type { PrefillField } from '../../src/domain/prefill-claims.ts'
import { aDemarche, aForm } from '../support/forms.ts'
import { aField } from '../support/prefill-tokens.ts'

const form = aForm({
  demarche: aDemarche({
    nom: { from: 'franceconnect.family_name' },
    courriel: { from: 'franceconnect.email' },
    quotient: { from: 'quotient_familial.valeur' },
  }),
})

const left = (reason: 'withheld' | 'unavailable'): PrefillField => ({
  type: 'text',
  source: 'franceconnect',
  claim: 'email',
  value: null,
  reason,
  message: 'A sentence for the citizen.',
})

const who = {
  event: 'audit',
  login: '0123456789abcdef',
  collectivite: form.collectivite.siret,
  collectivite_name: form.collectivite.name,
  form: 'demo-cantine',
  demarche: form.demarche.name,
  purpose: form.demarche.purpose.fr,
  legal_basis: form.demarche.legal_basis,
  environment: form.franceconnect.environment,
}

test('when a token is handed over, then it is said who asked what for what, and names of fields alone', () => {
  const entry = auditEntry(form, {
    login: '0123456789abcdef',
    outcome: 'handed_over',
    sources: {
      franceconnect: { status: 'ok' },
      quotient_familial: { status: 'unavailable', reason: 'timeout', ...{ message: 'Sorry.' } },
    },
    fields: { nom: aField(), courriel: left('withheld'), quotient: left('unavailable') },
    jti: 'jti-1',
  })
  expect(entry).toEqual({
    ...who,
    outcome: 'handed_over',
    sources: {
      franceconnect: { status: 'ok' },
      quotient_familial: { status: 'unavailable', reason: 'timeout' },
    },
    filled: ['nom'],
    empty: ['quotient'],
    withheld: ['courriel'],
    jti: 'jti-1',
  })
})

test('when a login ends without, then its fields are empty and there is no jti', () => {
  const { login } = who
  const entry = auditEntry(form, { login, outcome: 'login_cancelled', sources: {} })
  expect(entry).toEqual({
    ...who,
    outcome: 'login_cancelled',
    sources: {},
    filled: [],
    empty: ['nom', 'courriel', 'quotient'],
    withheld: [],
  })
})
