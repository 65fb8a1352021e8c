import { expect, test } from '@jest/globals'
import { decodeJwt } from 'jose'
import { goToFranceConnectAndBack, redeem, tripOf } from '../support/form-page.ts'
import { formOrigin, startSystem } from '../support/start-system.ts'

const collectivite = (amr: string) => `
name: Commune
siret: "21740010800014"
franceconnect: {environment: simulator, client_id: demo, client_secret: "\${DEMO_FC_SECRET}"${amr}}
forms:
  - {client_id: avec-amr, demarche: bibliotheque, redirect_uris: ["${formOrigin}/cantine"]}
`

const client = { client_id: 'avec-amr' }

async function idTokenOf(amr: string, registered: { amr?: boolean }) {
  const system = await startSystem({
    collectivites: { 'commune.yaml': collectivite(amr) },
    registered,
  })
  try {
    const trip = tripOf(system, client)
    const back = await goToFranceConnectAndBack(system, trip, 'test')
    const { data } = await redeem(system, trip, back.searchParams.get('code'), client)
    return decodeJwt(data.id_token)
  } finally {
    await system.close()
  }
}

test('when the collectivite asks how citizens log in, then the form’s ID token says so', async () => {
  expect(await idTokenOf(', amr: true', { amr: true })).toMatchObject({ amr: ['fc', 'pwd'] })
})

test('when it does not ask, then nothing is said, whatever FranceConnect would grant', async () => {
  expect(await idTokenOf('', { amr: true })).not.toHaveProperty('amr')
})
