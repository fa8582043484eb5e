import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Resource } from '../../../shared/api-client/resource.ts'
import { useService } from '../../../shared/api-client/service.ts'
import { useArmChange } from '../../../shared/api-client/use-resource.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { CostlyDialog } from '../../../shared/ui/dialogs/CostlyDialog.tsx'
import { ErrorDetail } from '../../../shared/ui/feedback/ErrorState.tsx'
import { useMessages } from '../../../shared/ui/feedback/use-messages.tsx'
import { type ApiView, apiPath, baseNameOf } from '../api-view.ts'
import styles from './DeleteApisDialog.module.css'
import { deletionWords } from './deletion-words.ts'
import { type Dependents, readDependents } from './dependents.ts'

/** Asks before APIs go with all that is below them, and tells who loses what. */
export function DeleteApisDialog({
  apis,
  onDeleted,
  onCancel,
}: {
  /** Empty = nothing is asked. */
  readonly apis: readonly Resource<ApiView>[]
  readonly onDeleted: () => void
  readonly onCancel: () => void
}) {
  const words = useWords(deletionWords)
  const messages = useMessages()
  const service = useService()
  const remove = useArmChange()
  const [failure, setFailure] = useState<unknown>()
  const names = apis.map(({ name }) => name)
  const dependents = useQuery({
    queryKey: ['dependents', service.id, names],
    queryFn: () => readDependents(service.id, names),
    enabled: apis.length > 0,
    staleTime: 0,
  })
  const first = apis[0]?.properties.displayName ?? ''
  const count = apis.length

  const deleteAll = async () => {
    setFailure(undefined)
    let done = 0
    for (const api of apis) {
      try {
        await remove.mutateAsync({
          path: apiPath(service.id, baseNameOf(api.name)),
          method: 'DELETE',
          ifMatch: '*',
          query: { deleteRevisions: true },
          touches: [`${service.id}/products`, `${service.id}/subscriptions`],
        })
        done += 1
      } catch (error) {
        setFailure(error)
        if (done > 0) messages.failed(words('partly', { done, count, name: api.properties.displayName }), error)
        return
      }
    }
    messages.done(words('deleted', { count, name: first }))
    onDeleted()
  }

  return (
    <CostlyDialog
      isOpen={count > 0}
      title={words('title', { count, name: first })}
      name={count === 1 ? first : words('typed', { count })}
      confirmLabel={words('confirm', { count })}
      isBusy={remove.isPending}
      error={failure}
      onConfirm={() => void deleteAll()}
      onCancel={onCancel}
    >
      {dependents.data !== undefined ? (
        <WhatStops dependents={dependents.data} />
      ) : dependents.error !== null ? (
        <ErrorDetail error={dependents.error} />
      ) : (
        <p role="status">{words('counting')}</p>
      )}
      <p className={styles.last}>{words('permanent')}</p>
    </CostlyDialog>
  )
}

function WhatStops({ dependents: { operations, products, subscriptions } }: { readonly dependents: Dependents }) {
  const words = useWords(deletionWords)
  return (
    <ul className={styles.list}>
      <li>{words('operations', { count: operations })}</li>
      {products.length > 0 && <li>{words('inProducts', { count: products.length, products: products.join(', ') })}</li>}
      <li>{subscriptions === 0 ? words('noCallers') : words('subscriptions', { count: subscriptions })}</li>
    </ul>
  )
}
