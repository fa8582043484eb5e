import { expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'
import { signInExternally } from './external-sign-in.ts'

const claims = { id: 'o-1', email: 'anna@example.com', isEmailVerified: false, firstName: 'Anna', lastName: 'Berg' }

it('makes accounts of addresses that nobody verified only for directories that are named', async () => {
  const { environment } = await startManagement()
  const signIn = async (tenants: { readonly allowedTenants: readonly string[]; readonly signinTenant?: string }) => {
    const properties = { clientId: 'c', ...tenants, allowedTenants: [...tenants.allowedTenants] }
    return signInExternally(
      environment,
      { actor: 'test' },
      {
        service: 'sluice',
        provider: {
          label: 'Aad',
          type: 'aad',
          properties: properties as never,
          issuer: 'https://a.example',
          clientSecret: 's',
        },
        claims: { ...claims, tenant: 't-1' },
        hasConsented: true,
        url: new URL('http://localhost/'),
      },
    )
  }
  for (const signinTenant of [undefined, 'common', 'Organizations', 'consumers']) {
    const tenants = { allowedTenants: [], ...(signinTenant === undefined ? {} : { signinTenant }) }
    await expect(signIn(tenants)).rejects.toThrow('The provider did not confirm your e-mail address.')
  }
  expect(await signIn({ allowedTenants: ['t-1'] })).toContain('session=')
})
