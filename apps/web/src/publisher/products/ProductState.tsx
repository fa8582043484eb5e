import type { ProductProperties } from '@sluice/contracts'
import { useWords } from '../../shared/languages/words.ts'
import { StateLabel } from '../../shared/ui/values/StateLabel.tsx'
import { productWords } from './product-words.ts'

/** Whether developers see a product. */
export function ProductState({ state }: Pick<ProductProperties, 'state'>) {
  const words = useWords(productWords)
  return <StateLabel kind={state === 'published' ? 'done' : 'off'}>{words(state)}</StateLabel>
}
