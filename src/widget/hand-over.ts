import { findPlaces } from '../domain/find-places.ts'
import { type Control, writeState } from './control.ts'
import { element } from './dom.ts'

/**
 * Puts the prefill token into the form: in the input that takes it, else in a hidden `prefill_token`.
 * @returns what takes it out again.
 */
export function handOver(
  form: HTMLFormElement,
  controls: readonly Control[],
  token: string,
  mapped?: string,
): () => void {
  const input = findPlaces(controls, 'prefill_token', mapped)[0]?.group[0]
  if (input) {
    writeState(input, token)
    return () => writeState(input, '')
  }
  const name = mapped ?? 'prefill_token'
  const hidden = element('input', { type: 'hidden', name, value: token })
  form.append(hidden)
  return () => hidden.remove()
}
