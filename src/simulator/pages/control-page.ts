import { type Html, html } from '../../http/html.ts'
import { amountOf, type FaultSetting, placeNames } from '../fault-setting.ts'
import { faultNames, faults } from '../faults.ts'
import type { SimulatorContext } from '../simulator-context.ts'
import { layout } from './layout.ts'

/** The page that steers the simulator: plain forms, which lead back to it. */
export function controlPage(context: SimulatorContext, mistake?: string): string {
  const { ES256, RS256 } = context.signing.keys
  return layout({
    lang: 'en',
    title: 'Control',
    main: html`${
      mistake === undefined ? undefined : html`<p class="message" role="alert">${mistake}</p>`
    }
    <p><a href="/">Addresses and citizens</a></p>
    <h2>Faults that are on</h2>
    ${faultsOn(context.faults.list())}
    <h2>Switch a fault on</h2>
    ${faultForm()}
    <h2>Keys</h2>
    <p>Signing with <code>${String(ES256.kid)}</code> and <code>${String(RS256.kid)}</code>.</p>
    <form method="post" action="/control/page/keys">
      <label for="former">The former keys</label>
      <select id="former" name="former"><option value="keep">stay published</option><option value="forget">are forgotten</option></select>
      <button>Rotate the keys</button>
    </form>
    <h2>Clock</h2>
    <p>It is ${context.clock.now().toISOString()} here, ${context.clock.aheadSeconds} seconds ahead. Lifetimes follow this clock; <code>iat</code> and <code>exp</code> do not (<code>clock_offset</code> moves them).</p>
    <form method="post" action="/control/page/clock">
      <label for="advance_seconds">Seconds</label>
      <input id="advance_seconds" name="advance_seconds" type="number" min="1" max="86400" value="60" required>
      <button>Move the clock on</button>
    </form>`,
  })
}

function faultsOn(settings: readonly FaultSetting[]): Html {
  if (settings.length === 0) return html`<p>None: FranceConnect behaves.</p>`
  return html`<ul>${settings.map(faultItem)}</ul>
    <form method="post" action="/control/page/faults/clear"><button>Switch all off</button></form>`
}

function faultItem(setting: FaultSetting): Html {
  const { fault, at, login = '', times } = setting
  const unit = faults[fault].amount?.unit
  const details = [
    `at ${at}`,
    ...(unit ? [`${amountOf(setting)} ${unit}`] : []),
    ...(login ? [`for ${login}`] : []),
    ...(times ? [`${times} more`] : []),
  ]
  return html`<li><form method="post" action="/control/page/faults/off">
      <strong>${fault}</strong> ${details.join(', ')}
      <input type="hidden" name="fault" value="${fault}">
      <input type="hidden" name="at" value="${at}">
      <input type="hidden" name="login" value="${login}">
      <button>Switch ${fault} off</button>
    </form></li>`
}

function faultForm(): Html {
  return html`<form method="post" action="/control/page/faults">
      <label for="fault">Fault</label>
      <select id="fault" name="fault">${faultNames.map((name) => option(name, `${name}: ${faults[name].summary}`))}</select>
      <label for="at">Where</label>
      <select id="at" name="at">${['any', ...placeNames.filter((one) => one !== 'any')].map((one) => option(one, one))}</select>
      <label for="amount">How much (milliseconds of latency, seconds of the others that take a quantity; empty: as usual)</label>
      <input id="amount" name="amount" type="number">
      <label for="login">Only for the citizen who logs in as (empty: for all)</label>
      <input id="login" name="login" autocomplete="off">
      <label for="times">How often (empty: until switched off)</label>
      <input id="times" name="times" type="number" min="1">
      <button>Switch on</button>
    </form>`
}

function option(value: string, text: string): Html {
  return html`<option value="${value}">${text.replaceAll('`', '')}</option>`
}
