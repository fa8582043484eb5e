import { Button } from '@fluentui/react-components'
import { useWords } from '../../../shared/languages/words.ts'
import { Notice } from '../../../shared/ui/feedback/Notice.tsx'
import { TextLink } from '../../../shared/ui/navigation/TextLink.tsx'
import styles from './gateway.module.css'
import { gatewayWords } from './gateway-words.ts'

export interface AddedApiProps {
  readonly added: {
    readonly name: string
    readonly identifier: string
    /** Name of the instance. */
    readonly instance: string
    /** As people call it. */
    readonly product: string | undefined
  }
  readonly onClose: () => void
}

/** Where the new API is. */
export function AddedApi({ added: { name, identifier, instance, product }, onClose }: AddedApiProps) {
  const words = useWords(gatewayWords)
  return (
    <div className={styles.form}>
      <div role="status">
        <Notice intent="success">
          {words('created', { name, instance })} {product !== undefined && words('createdInProduct', { product })}
        </Notice>
      </div>
      <div className={styles.links}>
        <TextLink href={`/publisher/${instance}/apis/${identifier}/operations`}>{words('publisher')}</TextLink>
        <TextLink href={`/developer/${instance}/apis/${identifier}`}>{words('developer')}</TextLink>
      </div>
      <div>
        <Button onClick={onClose}>{words('close')}</Button>
      </div>
    </div>
  )
}
