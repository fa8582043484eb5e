import type { GroupProperties } from '@sluice/contracts'
import { useAllResources } from '../../shared/api-client/use-resource.ts'
import { useWords } from '../../shared/languages/words.ts'
import { AskDialog } from '../../shared/ui/dialogs/AskDialog.tsx'
import { productWords } from './product-words.ts'
import { type Product, useProductActs } from './use-product-acts.ts'

/** Asks before developers see products; says who does. */
export function PublishDialog({
  products,
  onClose,
}: {
  readonly products: readonly Product[]
  readonly onClose: (isDone: boolean) => void
}) {
  const words = useWords(productWords)
  const { publish, isPending } = useProductActs()
  const [first, ...rest] = products
  const { data: groups = [] } = useAllResources<GroupProperties>(rest.length === 0 ? `${first?.id}/groups` : undefined)
  const others = groups.filter(({ name }) => name !== 'administrators').map(({ properties }) => properties.displayName)
  if (first === undefined) return null
  const text =
    rest.length > 0
      ? words('publishTextMany')
      : others.length > 0
        ? words('publishText', { groups: others.join(', ') })
        : words('publishTextNobody')
  return (
    <AskDialog
      isOpen
      title={
        rest.length > 0
          ? words('publishTitleMany', { count: products.length })
          : words('publishTitle', { name: first.properties.displayName })
      }
      confirmLabel={words('publishConfirm')}
      isBusy={isPending}
      onCancel={() => onClose(false)}
      onConfirm={() => void publish(products).then(() => onClose(true))}
    >
      {text}
    </AskDialog>
  )
}
