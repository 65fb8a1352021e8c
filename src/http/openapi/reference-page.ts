import { isJsonObject, type JsonObject } from '../../domain/json-object.ts'
import { type Html, html } from '../html.ts'
import { documentTags, operationsOf } from './document.ts'
import type { DocumentedAnswer, Operation } from './document-parts.ts'

const text = (value: unknown) => (typeof value === 'string' ? value : '')

function listOf(heading: string, items: readonly Html[]): Html | undefined {
  return items.length === 0 ? undefined : html`<h4>${heading}</h4><ul>${items}</ul>`
}

function item(name: string, isRequired: boolean, description: string): Html {
  const mark = isRequired ? html` (required)` : undefined
  return html`<li><code>${name}</code>${mark}${description === '' ? undefined : `: ${description}`}</li>`
}

function bodyMembers({ requestBody }: Operation): readonly Html[] {
  const content = isJsonObject(requestBody?.content) ? requestBody.content : {}
  return Object.entries(content).flatMap(([type, media]) => {
    const schema = isJsonObject(media) && isJsonObject(media.schema) ? media.schema : {}
    const members = isJsonObject(schema.properties) ? Object.entries(schema.properties) : []
    const required = Array.isArray(schema.required) ? schema.required : []
    const told = members.map(([name, one]) =>
      item(name, required.includes(name), isJsonObject(one) ? text(one.description) : ''),
    )
    return [
      html`<li><code>${type}</code>${told.length > 0 ? html`<ul>${told}</ul>` : undefined}</li>`,
    ]
  })
}

function schemaName(media: unknown): string | undefined {
  const schema = isJsonObject(media) && isJsonObject(media.schema) ? media.schema : {}
  return text(schema.$ref).split('/').at(-1) || undefined
}

function answerItem([status, { description, content = {} }]: [string, DocumentedAnswer]): Html {
  const types = Object.entries(content).map(([type, media]) => {
    const name = schemaName(media)
    return html` <code>${name === undefined ? type : `${type}: ${name}`}</code>`
  })
  return html`<li><strong>${status}</strong> ${description}${types}</li>`
}

function operationSection(operation: Operation & { method: string; path: string }): Html {
  const parameters = (operation.parameters ?? []).map((one: JsonObject) =>
    item(text(one.name), one.required === true, text(one.description)),
  )
  return html`<section aria-labelledby="${operation.operationId}">
<h3 id="${operation.operationId}"><code>${operation.method.toUpperCase()} ${operation.path}</code></h3>
<p>${operation.summary}.${operation.description === undefined ? undefined : ` ${operation.description}`}</p>
${listOf('Parameters', parameters)}
${listOf('Body', bodyMembers(operation))}
${listOf('Answers', Object.entries(operation.responses).map(answerItem))}
</section>`
}

/** The OpenAPI document for people: every operation, what it takes, what it answers. No script. */
export function referenceBody(issuer: string): Html {
  const contents = documentTags.map(
    ({ name }, index) => html`<li><a class="way" href="#tag-${index}">${name}</a></li>`,
  )
  const sections = documentTags.map(
    ({ name, description }, index) => html`<h2 id="tag-${index}">${name}</h2>
<p>${description}</p>
${operationsOf(name).map(operationSection)}`,
  )
  return html`<p>Every route of <code>${issuer}</code>. For programs: <a href="/openapi.json">OpenAPI 3.1</a>, with schemas and examples.</p>
<nav aria-label="Contents"><ul>${contents}</ul></nav>
${sections}`
}
