import { allows, useSession } from '../../shared/auth/session.ts'
import { AccessKeys } from './AccessKeys.tsx'
import { ClientList } from './ClientList.tsx'
import { TokenList } from './TokenList.tsx'

/** What programs prove themselves with at the management API. */
export function AccessTab() {
  const canSee = allows(useSession(), 'administrator')
  if (!canSee) return null
  return (
    <>
      <AccessKeys />
      <ClientList />
      <TokenList />
    </>
  )
}
