import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build, type Plugin, stop } from 'esbuild'
import { compileTemplate, parse } from 'vue/compiler-sfc'

/** Vue's templates, compiled beforehand as its build tools do: a strict policy allows no `eval`. */
const vueTemplates: Plugin = {
  name: 'vue-templates',
  setup({ onLoad }) {
    onLoad({ filter: /\.vue$/ }, ({ path }) => {
      const { descriptor } = parse(readFileSync(path, 'utf8'))
      const source = descriptor.template?.content ?? ''
      const isCustomElement = (tag: string) => tag === 'franceconnect-prefill'
      const compilerOptions = { isCustomElement }
      const { code, errors } = compileTemplate({
        source,
        filename: path,
        id: path,
        compilerOptions,
      })
      return { contents: code, loader: 'js', errors: errors.map((error) => ({ text: `${error}` })) }
    })
  },
}

async function bundlePage(file: string): Promise<string> {
  const entry = fileURLToPath(new URL(`../browser/pages/${file}`, import.meta.url))
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    jsx: 'automatic',
    define: {
      'process.env.NODE_ENV': '"development"',
      __VUE_OPTIONS_API__: 'true',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
    plugins: [vueTemplates],
    logLevel: 'warning',
  })
  return outputFiles[0]?.text ?? ''
}

/** Bundles the scripts of pages under test/browser/pages, with React or Vue in them. */
export async function bundlePages(files: readonly string[]): Promise<string[]> {
  try {
    return await Promise.all(files.map(bundlePage))
  } finally {
    // Else esbuild's own process keeps the test run from ending.
    await stop()
  }
}
