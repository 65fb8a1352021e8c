import type { Form } from '../domain/form.ts'
import type { Environment } from '../domain/prefill-claims.ts'
import type { MemberFault } from './resolved.ts'

/**
 * Makes what says whether a form can be served by an instance that runs already: it serves the people that it
 * was started for, and signs with the keys that it has.
 */
export function createFormJudge(people: Environment | undefined, algorithms: readonly string[]) {
  return (form: Form): MemberFault | undefined => {
    const { client_id, franceconnect, id_token_signed_response_alg: algorithm } = form
    const { environment } = franceconnect
    if (people !== undefined && environment !== people) {
      const message = `real and test people must not share an instance: ${client_id} logs in ${environment} people, and this one was started for ${people} people`
      return { member: 'franceconnect', message }
    }
    if (algorithms.includes(algorithm)) return undefined
    const message = `${client_id} wants ${algorithm} ID tokens, and no key for them signs now`
    return { member: 'id_token_signed_response_alg', message }
  }
}
