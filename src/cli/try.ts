import { painter, wantsColour } from './colour.ts'
import type { Command } from './command.ts'
import { readTrialOrder } from './trial/order.ts'
import { tellRefusal } from './trial/refused.ts'
import { runTrial } from './trial/run-trial.ts'
import { trialMessagesIn } from './trial/trial-messages.ts'
import { untilAskedToStop } from './until-asked.ts'

const usage = `usage: franceconnect-prefill try PAGE --demarche NAME [--input FIELD=NAME]… [--client-id ID]
                                 [--language fr|en]
       tries the prefilling of your page on this machine until Ctrl-C: a simulated FranceConnect, the service and,
       where PAGE is a file, the page with the two lines in it. Writes no file, needs no network

  PAGE                an HTML file, or the address of a page that you serve (http://localhost:…/…)
  --demarche NAME     what the form is for: one of the catalogue (docs/catalogue.md), or a file of your own
  --input FIELD=NAME  the page's input NAME takes the field, where the page's names cannot be changed
  --client-id ID      the page's own where it has one
  --language fr|en    in which language this command speaks; fr

environment:
  PORT, SIMULATOR_PORT, DEMO_PORT, MANAGEMENT_PORT   3000, 4000, 8080, 9464, or the next that is free
exit code: 0 after a stop, 1 where it cannot start, 2 where the command is not understood
`

async function run(args: readonly string[]): Promise<number> {
  try {
    const order = readTrialOrder(args)
    // From the first moment on: who is impatient leaves no temporary files behind.
    const asked = untilAskedToStop()
    const trial = await runTrial(order, {
      say: trialMessagesIn(order.language),
      paint: painter(wantsColour(process.stdout.isTTY, process.env)),
      variables: process.env,
    })
    process.stdout.write(trial.description)
    await asked
    await trial.stop()
    return 0
  } catch (error) {
    return tellRefusal(error, usage)
  }
}

/** `try PAGE --demarche NAME`: everything on loopback for a webmaster's own page, until SIGINT or SIGTERM. */
export const tryPage: Command = { usage, run }
