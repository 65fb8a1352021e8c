import type { Form } from '../domain/form.ts'
import type { Environment } from '../domain/prefill-claims.ts'
import type { Settings } from './environment.ts'
import type { ConfigurationMistake } from './mistakes.ts'

function unguarded(forms: readonly Form[], { NODE_ENV }: Settings): ConfigurationMistake[] {
  const form = forms.find(({ franceconnect }) => franceconnect.environment === 'real')
  if (form === undefined || NODE_ENV === 'production') return []
  const message = `${form.client_id} logs in real people, which needs NODE_ENV=production`
  return [{ where: 'NODE_ENV', message }]
}

function mixture(forms: readonly Form[]): ConfigurationMistake[] {
  const example = (people: Environment) =>
    forms.find(({ franceconnect }) => franceconnect.environment === people)?.client_id
  const real = example('real')
  const test = example('test')
  if (real === undefined || test === undefined) return []
  const message = `real and test people must not share an instance: ${real} logs in real people, ${test} test people`
  return [{ where: 'collectivites', message }]
}

/** Judges whom an instance serves: real people or test people, and real ones in production only. */
export const judgePeople = (forms: readonly Form[], settings: Settings): ConfigurationMistake[] => [
  ...mixture(forms),
  ...unguarded(forms, settings),
]
