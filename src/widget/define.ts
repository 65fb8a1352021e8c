import { FranceConnectPrefillElement } from './element.ts'
import { openThisTab } from './tab-store.ts'

/** Makes `<franceconnect-prefill>` known to the page, once; `service` is where it fetches from by default. */
export function definePrefillElement(service: string): void {
  if (customElements.get('franceconnect-prefill')) return
  FranceConnectPrefillElement.service = service
  // Opening it erases what is older than an hour, on a page that stays open too.
  setInterval(openThisTab, 60_000)
  customElements.define('franceconnect-prefill', FranceConnectPrefillElement)
}
