import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { WidgetFiles } from './http/widget.ts'

const pathOf = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const read = (path: string) => readFileSync(pathOf(path), 'utf8')

function readWidget(): WidgetFiles {
  const versions = readdirSync(pathOf('./widget')).flatMap((file) => {
    const [, version] = /^(\d.*)\.js$/.exec(file) ?? []
    return version === undefined ? [] : [[version, read(`./widget/${file}`)] as const]
  })
  return { script: read('./widget/v1.js'), versions: new Map(versions) }
}

/** The browser's scripts that the build left beside this file. @throws where nothing was built */
export function readBuiltScripts(): { readonly widget: WidgetFiles; readonly clerkScript: string } {
  return { widget: readWidget(), clerkScript: read('./clerk/v1.js') }
}
