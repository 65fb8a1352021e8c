import type { JsonObject } from '../../domain/json-object.ts'
import { problemType } from '../../domain/problem-document.ts'
import { accessToken, prefillToken, publicClient } from './example-values.ts'

const nom = {
  type: 'name',
  value: 'DUBOIS',
  source: 'franceconnect',
  claim: 'family_name',
  assurance: 'verified',
  as_of: '2026-11-23',
  locked: true,
}

const commune = {
  type: 'text',
  value: null,
  source: 'franceconnect',
  claim: 'birthplace',
  reason: 'born_abroad',
  message: 'FranceConnect ne donne pas la commune pour une naissance à l’étranger.',
}

const PrefillClaims = {
  iss: 'https://prefill.exemple.fr',
  aud: publicClient,
  sub: 'b8cXn0Zk3Yf1pQv7sT5uW9xR2aE4dG6hJ8kL0mN1oP3',
  jti: 'Zx9Kq2Wv7Rt4Yb1Nc6Md3A',
  iat: 1795478400,
  exp: 1795564800,
  nonce: 'n-0S6_WzA2Mj',
  acr: 'eidas1',
  demarche: 'restauration-scolaire',
  environment: 'test',
  canon: 1,
  fields: { nom, commune },
  sources: { franceconnect: { status: 'ok' } },
}

const VerificationAnswer = {
  valid: true,
  problems: [],
  demarche: 'restauration-scolaire',
  environment: 'test',
  jti: PrefillClaims.jti,
  fields: {
    nom: {
      verdict: 'equivalent',
      lock_broken: false,
      source: 'franceconnect',
      assurance: 'verified',
      as_of: '2026-11-23',
    },
  },
  added: ['courriel'],
}

const TokenResponse = {
  access_token: accessToken,
  token_type: 'Bearer',
  expires_in: 60,
  scope: 'openid',
  id_token: 'eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9.e30.AAAA',
  prefill_token: prefillToken,
  display_name: 'Angela DUBOIS',
}

/** An answer of each kind that somebody writes a program against, by the name of its schema. */
export const answerExamples: Readonly<Record<string, JsonObject>> = {
  OAuthError: {
    error: 'invalid_grant',
    error_description: 'the code is unknown, expired, used, or belongs to another request',
  },
  PrefillClaims,
  ProblemDocument: {
    type: problemType('malformed_body'),
    title: 'Demande illisible',
    status: 400,
    detail: 'the body could not be read',
    instance: 'urn:request:eef521957a4f847a',
    members: ['client_id'],
  },
  TokenResponse,
  UserInfo: {
    nom: 'DUBOIS',
    prenoms: ['Angela', 'Claire'],
    prefill_token: prefillToken,
    sub: PrefillClaims.sub,
  },
  VerificationAnswer,
}
