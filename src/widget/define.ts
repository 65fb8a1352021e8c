import { FranceConnectPrefillElement } from './element.ts'

/** Makes `<franceconnect-prefill>` known to the page, once; `service` is where it fetches from by default. */
export function definePrefillElement(service: string): void {
  if (customElements.get('franceconnect-prefill') !== undefined) return
  FranceConnectPrefillElement.service = service
  customElements.define('franceconnect-prefill', FranceConnectPrefillElement)
}
