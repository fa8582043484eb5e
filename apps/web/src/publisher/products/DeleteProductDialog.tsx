import { useState } from 'react'
import { quote } from '../../shared/api-client/resource.ts'
import { useService } from '../../shared/api-client/service.ts'
import { useArmChange, useResourceList } from '../../shared/api-client/use-resource.ts'
import { useWords } from '../../shared/languages/words.ts'
import { AskDialog } from '../../shared/ui/dialogs/AskDialog.tsx'
import { CostlyDialog } from '../../shared/ui/dialogs/CostlyDialog.tsx'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { productWords } from './product-words.ts'
import type { Product } from './use-product-acts.ts'

/** Asks before a product goes, and says how many subscriptions go with it. */
export function DeleteProductDialog({
  product,
  onClose,
}: {
  readonly product: Product
  readonly onClose: (isDone: boolean) => void
}) {
  const words = useWords(productWords)
  const messages = useMessages()
  const { id } = useService()
  const { mutateAsync, isPending } = useArmChange()
  const [error, setError] = useState<unknown>()
  const { data } = useResourceList(`${id}/subscriptions`, {
    $top: 1,
    $filter: `scope eq ${quote(`/products/${product.name}`)}`,
  })
  const name = product.properties.displayName
  const remove = async () => {
    try {
      await mutateAsync({
        path: `${id}/products/${encodeURIComponent(product.name)}`,
        method: 'DELETE',
        ifMatch: '*',
        query: { deleteSubscriptions: count > 0 },
        touches: [`${id}/subscriptions`],
      })
    } catch (reason) {
      setError(reason)
      if (count === 0) messages.failed(words('deleteFailed', { name }), reason)
      return
    }
    messages.done(words('deleted', { name }))
    onClose(true)
  }
  if (data === undefined) return null
  const count = data.count ?? 0
  if (count === 0) {
    return (
      <AskDialog
        isOpen
        title={words('deleteTitle', { name })}
        confirmLabel={words('delete')}
        isBusy={isPending}
        onCancel={() => onClose(false)}
        onConfirm={() => void remove()}
      >
        {words('deleteText')}
      </AskDialog>
    )
  }
  return (
    <CostlyDialog
      isOpen
      name={name}
      title={words('deleteTitle', { name })}
      confirmLabel={words('delete')}
      isBusy={isPending}
      error={error}
      onCancel={() => onClose(false)}
      onConfirm={() => void remove()}
    >
      {words('deleteWithSubscriptions', { count })}
    </CostlyDialog>
  )
}
