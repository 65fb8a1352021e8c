/** The base address of the service that a script `…/widget/NAME.js` comes from. */
export function serviceOfScript(script: string): string {
  return new URL('..', script).href.replace(/\/$/, '')
}
