import { expect, it } from 'vitest'
import { type Instance, parseTags, toChange, toForm } from './instance-form.ts'

const instance: Instance = {
  tags: { team: 'api', stage: 'test' },
  location: 'Local',
  sku: { name: 'Developer', capacity: 1 },
  properties: {
    publisherName: 'Contoso',
    publisherEmail: 'api@contoso.example',
    notificationSenderEmail: 'mail@contoso.example',
    provisioningState: 'Succeeded',
    createdAtUtc: '2026-01-01T00:00:00Z',
    gatewayUrl: null,
    managementApiUrl: null,
    developerPortalUrl: null,
    hostnameConfigurations: [],
  },
}

it('takes tags away that are no longer in the form', () => {
  const form = { ...toForm(instance), tags: 'team=platform\nowner=a=b' }
  expect(toChange(form, instance)).toMatchObject({ tags: { team: 'platform', owner: 'a=b', stage: null } })
})

it.each(['team', '=api', 'team=a\nteam=b'])('refuses the tags %j', (text) => {
  expect(parseTags(text)).toBeUndefined()
})
