import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

// The same engine without a window: most tests take a third less time by it. It keeps no page that was left.
const shell = '/usr/bin/chromium-headless-shell'
const whole = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/**
 * Starts the machine's own Chromium, headless.
 * @param options `keepsPages`: pages that were left are kept whole for the back button, as in a citizen's browser
 * @throws where there is none, naming how to get it
 */
export async function launchChromium({ keepsPages = false } = {}): Promise<Browser> {
  const places = keepsPages ? whole : [shell, ...whole]
  const executablePath = places.find((place) => existsSync(place))
  if (executablePath === undefined) {
    throw new Error('No Chromium for the browser tests. Try: apt-get install -y chromium')
  }
  return chromium.launch({
    executablePath,
    ignoreDefaultArgs: keepsPages ? ['--disable-back-forward-cache'] : [],
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
  })
}
