import { wantsColour } from './colour.ts'
import type { Command } from './command.ts'
import { examine } from './doctor/examine.ts'
import { askOutside, createOutside } from './doctor/online/ask-outside.ts'
import { readOrder, usage } from './doctor/order.ts'
import { printJson } from './doctor/print-json.ts'
import { printText } from './doctor/print-text.ts'

/** As sysexits.h has it, so that a script never takes a slip of the pen for a finding. */
const notUnderstood = 64

async function run(args: readonly string[]): Promise<number> {
  const order = readOrder(args)
  if (order === undefined) {
    process.stderr.write(usage)
    return notUnderstood
  }
  const now = () => new Date()
  const report = await examine(order, {
    variables: process.env,
    now,
    askOutside: (consultation) => {
      const isDevelopment = consultation.settings.NODE_ENV !== 'production'
      return askOutside(consultation, createOutside(now, isDevelopment))
    },
  })
  const isColoured = wantsColour(process.stdout.isTTY, process.env)
  process.stdout.write(order.json ? printJson(report) : printText(report, isColoured))
  return report.exitCode
}

/**
 * `doctor`: judges the configuration, the environment and, when asked, the page of a form and the outside. It
 * changes nothing, and prints no secret.
 */
export const doctor: Command = { usage, run }
