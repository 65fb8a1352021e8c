import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { WidgetFile } from './http/widget.ts'

const read = (path: string) => readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8')

/** The browser's scripts that the build left beside this file. @throws where nothing was built */
export function readBuiltScripts(): { readonly widget: WidgetFile; readonly clerkScript: string } {
  const { version } = JSON.parse(read('../package.json')) as { version: string }
  return { widget: { script: read('./widget/v1.js'), version }, clerkScript: read('./clerk/v1.js') }
}
