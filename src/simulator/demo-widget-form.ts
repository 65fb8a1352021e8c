import express, { type Request, type Response, Router } from 'express'
import type { Language } from '../domain/languages.ts'
import type { Verification } from '../verify.ts'
import { fetchForm } from './demo-labels.ts'
import { readOutcomes } from './demo-outcomes.ts'
import { type Submission, type Submitted, submissionPage } from './demo-submission-page.ts'

/** A form that the widget fills: where it is, its client, its page, and the CMS's input names where it imposes them. */
export interface WidgetForm {
  readonly path: string
  readonly clientId: string
  readonly inputs: Readonly<Record<string, string>>
  readonly page: (language: Language) => string
}

interface Origins {
  readonly demoOrigin: string
  readonly serviceOrigin: string
}

function tokenOf({ inputs }: Pick<WidgetForm, 'inputs'>, submitted: Submitted): string | undefined {
  const token = submitted[inputs.prefill_token ?? 'prefill_token']
  return typeof token === 'string' && token !== '' ? token : undefined
}

async function askVerdict(
  serviceOrigin: string,
  form: Omit<WidgetForm, 'path' | 'page'>,
  submitted: Submitted,
): Promise<Verification> {
  const answer = await fetch(`${serviceOrigin}/verify`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      client_id: form.clientId,
      prefill_token: tokenOf(form, submitted) ?? null,
      submitted,
    }),
  })
  return (await answer.json()) as Verification
}

/** Has a submission judged, and writes what becomes of it. */
export async function answerSubmission(
  serviceOrigin: string,
  form: Omit<WidgetForm, 'path' | 'page'>,
  submitted: Submitted,
  shown: Pick<Submission, 'logoutUrl' | 'frame'>,
): Promise<string> {
  const { clientId, inputs } = form
  const verification = await askVerdict(serviceOrigin, form, submitted)
  const outcomes = readOutcomes(tokenOf(form, submitted), verification)
  const described = await fetchForm(serviceOrigin, clientId)
  return submissionPage({ verification, submitted, outcomes, inputs, ...described, ...shown })
}

/** Where the citizen logs out once the form is submitted. */
export function logoutUrlOf(serviceOrigin: string, clientId: string, backTo: string): string {
  const query = new URLSearchParams({ client_id: clientId, post_logout_redirect_uri: backTo })
  return `${serviceOrigin}/logout?${query}`
}

/** A page with the widget, and what becomes of the form when it is submitted. */
export function widgetFormRouter({ demoOrigin, serviceOrigin }: Origins, form: WidgetForm): Router {
  const { path, clientId, page } = form
  const logoutUrl = logoutUrlOf(serviceOrigin, clientId, `${demoOrigin}/`)
  return Router()
    .get(path, (request, response) => {
      response.type('html').send(page(request.query.lang === 'en' ? 'en' : 'fr'))
    })
    .post(
      path,
      express.urlencoded({ extended: false, limit: '64kb' }),
      async (request: Request, response: Response) => {
        const submitted = request.body as Submitted
        response.send(await answerSubmission(serviceOrigin, form, submitted, { logoutUrl }))
      },
    )
}
