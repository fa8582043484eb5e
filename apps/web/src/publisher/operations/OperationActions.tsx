import { Button } from '@fluentui/react-components'
import { CopyAddRegular, DeleteRegular } from '@fluentui/react-icons'
import type { OperationProperties, PolicyProperties } from '@sluice/contracts'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { type ReadResource, readAll } from '../../shared/api-client/resource.ts'
import { useArmChange } from '../../shared/api-client/use-resource.ts'
import { allows, useSession } from '../../shared/auth/session.ts'
import { useWords } from '../../shared/languages/words.ts'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { LinkButton } from '../../shared/ui/navigation/LinkButton.tsx'
import styles from './operations.module.css'
import { operationsWords } from './operations-words.ts'

const route = getRouteApi('/publisher/$service/apis/$api/operations')

/** What can be done with an operation as a whole. */
export function OperationActions({
  operation,
  policy,
}: {
  readonly operation: ReadResource<OperationProperties>
  readonly policy: ReadResource<PolicyProperties> | undefined
}) {
  const words = useWords(operationsWords)
  const params = route.useParams()
  const navigate = useNavigate()
  const messages = useMessages()
  const change = useArmChange()
  const mayWrite = allows(useSession(), 'publisher')
  if (!mayWrite) return null
  const { id, name, properties } = operation

  /** Everything that goes with the operation comes back with it. */
  const bringBack = async (tags: readonly { readonly name: string }[]) => {
    await change.mutateAsync({ path: id, method: 'PUT', body: { properties } })
    if (policy !== undefined) {
      const { value } = policy.properties
      const path = `${id}/policies/policy`
      await change.mutateAsync({ path, method: 'PUT', body: { properties: { format: 'rawxml', value } } })
    }
    for (const tag of tags) await change.mutateAsync({ path: `${id}/tags/${tag.name}`, method: 'PUT' })
  }
  const remove = async () => {
    try {
      const tags = await readAll(`${id}/tags`)
      await change.mutateAsync({ path: id, method: 'DELETE', ifMatch: operation.entityTag })
      void navigate({ to: '/publisher/$service/apis/$api/operations', params, ignoreBlocker: true })
      messages.undoable(words('deleted', { name: properties.displayName }), () => {
        bringBack(tags).catch((error: unknown) => messages.failed(words('notRestored'), error))
      })
    } catch (error) {
      messages.failed(words('deleteFailed'), error)
    }
  }
  return (
    <div className={styles.actions}>
      <LinkButton
        size="small"
        icon={<CopyAddRegular />}
        to="/publisher/$service/apis/$api/operations/new"
        params={params}
        search={{ from: name }}
      >
        {words('clone')}
      </LinkButton>
      <Button size="small" icon={<DeleteRegular />} onClick={() => void remove()}>
        {words('delete')}
      </Button>
    </div>
  )
}
