import { permits, readPolicy } from '../../../domain/content-policy.ts'
import type { PageDocument, PageScript } from '../../page/page-document.ts'
import { type Finding, find } from '../finding.ts'

const isWidgetScript = ({ src }: PageScript) => /\/widget\/(v1|\d[\w.-]*)\.js(\?.*)?$/.test(src)

const originOf = (address: string): string | undefined =>
  URL.canParse(address) ? new URL(address).origin : undefined

function judgeScript(script: PageScript, file: string, service: string | undefined): Finding[] {
  const place = { where: file, line: script.line }
  const told = (message: string, instead: string) => find('widget-script', place, message, instead)
  const origin = originOf(script.src)
  const findings: Finding[] = []
  if (script.type.toLowerCase() !== 'module')
    findings.push(
      told(
        'the widget is a module, and this script is loaded as another kind',
        'write <script type="module" …>',
      ),
    )
  if (origin === undefined)
    findings.push(
      told(
        `${script.src} is no absolute address: the widget fetches from where its script comes from`,
        `write src="${service ?? 'https://prefill.exemple.fr'}/widget/v1.js"`,
      ),
    )
  else if (service !== undefined && origin !== service)
    findings.push(
      told(
        `the script comes from ${origin}, and the service is ${service}`,
        `write src="${service}/widget/v1.js", or set PUBLIC_URL`,
      ),
    )
  return findings
}

/** Judges how the widget's script is loaded. @returns the script, where there is one */
export function judgeScripts(
  { scripts }: PageDocument,
  file: string,
  service: string | undefined,
): { readonly script: PageScript | undefined; readonly findings: readonly Finding[] } {
  const script = scripts.find(isWidgetScript)
  if (script !== undefined) return { script, findings: judgeScript(script, file, service) }
  const message = 'the page loads no script of the widget: its element stays empty'
  const line = `<script type="module" src="${service ?? 'https://prefill.exemple.fr'}/widget/v1.js"></script>`
  return { script, findings: [find('widget-script', { where: file }, message, `write ${line}`)] }
}

/** Judges the policies that a page carries itself; those of its server's answers are not in the file. */
export function judgePolicies(
  { policies }: PageDocument,
  file: string,
  script: PageScript | undefined,
): Finding[] {
  const address = script?.src
  const origin = address === undefined ? undefined : originOf(address)
  if (address === undefined || origin === undefined) return []
  return policies.flatMap(({ content, line }) => {
    const policy = readPolicy(content)
    const wanting = [
      ...(permits(policy, ['script-src-elem', 'script-src', 'default-src'], address, script?.nonce)
        ? []
        : ['script-src']),
      ...(permits(policy, ['connect-src', 'default-src'], `${origin}/token`)
        ? []
        : ['connect-src']),
    ]
    return wanting.map((directive) =>
      find(
        'content-security-policy',
        { where: file, line },
        `${directive} does not let the page ${directive === 'script-src' ? 'load the widget from' : 'ask'} ${origin}`,
        `add ${origin} to ${directive}`,
      ),
    )
  })
}
