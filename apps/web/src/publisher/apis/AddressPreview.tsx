import { useService } from '../../shared/api-client/service.ts'
import { useWords } from '../../shared/languages/words.ts'
import type { ApiView } from './api-view.ts'
import styles from './fields.module.css'
import { fieldsWords } from './fields-words.ts'
import { publicAddresses, publicPath } from './public-address.ts'

/** The public addresses that follow from what is typed. */
export function AddressPreview({
  api,
}: {
  readonly api: Pick<ApiView, 'path' | 'protocols' | 'apiVersion' | 'apiVersionSet'>
}) {
  const words = useWords(fieldsWords)
  const { gatewayUrls } = useService().properties
  const known = publicAddresses(gatewayUrls, api)
  return (
    <div className={styles.preview}>
      <p className={styles.previewTitle}>{words('addressesOf')}</p>
      <ul>
        {api.protocols.map((protocol) => {
          const address = known.find((one) => one.protocol === protocol)?.address
          return (
            <li key={protocol}>
              {address === undefined ? (
                words('addressUnknown', { protocol: protocol.toUpperCase(), path: publicPath(api) || '/' })
              ) : (
                <code translate="no">{address}</code>
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
