import type { UserProperties } from '@sluice/contracts'
import type { Resource } from '../../shared/api-client/resource.ts'
import { useService } from '../../shared/api-client/service.ts'
import { TextLink } from '../../shared/ui/navigation/TextLink.tsx'

/** Who made a change: a user of the instance by name, a program by its identifier. */
export function ActorName({
  actor,
  users,
}: {
  readonly actor: string
  readonly users: readonly Resource<UserProperties>[]
}) {
  const service = useService()
  const user = users.find(({ name }) => name === actor)
  if (user === undefined) return <code translate="no">{actor}</code>
  const { firstName, lastName, email } = user.properties
  return (
    <TextLink href={`/publisher/${service.name}/users/${encodeURIComponent(actor)}`} isName>
      {`${firstName} ${lastName}`.trim() || email}
    </TextLink>
  )
}
