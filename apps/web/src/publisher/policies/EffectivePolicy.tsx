import { Dropdown, Field, Option } from '@fluentui/react-components'
import type { EffectivePolicyView } from '@sluice/contracts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { armKey, armUrl } from '../../shared/api-client/resource.ts'
import { send } from '../../shared/api-client/send.ts'
import { useAllResources } from '../../shared/api-client/use-resource.ts'
import { useWords } from '../../shared/languages/words.ts'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { Notice } from '../../shared/ui/feedback/Notice.tsx'
import { EffectiveStatements } from './EffectiveStatements.tsx'
import styles from './policies.module.css'
import { policiesWords } from './policies-words.ts'
import { sections } from './policy-shapes.ts'

const scopeOrder = ['global', 'product', 'api', 'operation'] as const

/** What runs in the end: the statements of all scopes in order, each with the scope that it comes from. */
export function EffectivePolicy({
  path,
  scope,
  isSaved,
}: {
  readonly path: string
  readonly scope: 'global' | 'product' | 'api' | 'operation'
  readonly isSaved: boolean
}) {
  const words = useWords(policiesWords)
  const [product, setProduct] = useState('')
  const api = scope === 'api' || scope === 'operation' ? path.replace(/\/operations\/[^/]+$/, '') : undefined
  const products = useAllResources<{ readonly displayName: string }>(api && `${api}/products`).data ?? []
  const address = `${path}/effectivePolicy`
  const query = { format: 'rawxml', product }
  const { data, error, isPending, refetch } = useQuery({
    queryKey: armKey(address, query),
    queryFn: async ({ signal }) => (await send<EffectivePolicyView>(armUrl(address, query), { signal })).body,
    placeholderData: keepPreviousData,
    // Documents of other scopes change it, and nothing here hears of them.
    staleTime: 0,
  })
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (isPending) return <Loading lines={8} />
  return (
    <div className={styles.effective}>
      {!isSaved && <Notice intent="info">{words('effectiveSaved')}</Notice>}
      {products.length > 0 && (
        <Field label={words('calledUnder')} className={styles.product}>
          <Dropdown
            value={products.find(({ name }) => name === product)?.properties.displayName ?? words('noProduct')}
            selectedOptions={[product]}
            onOptionSelect={(_, { optionValue = '' }) => setProduct(optionValue)}
          >
            <Option value="">{words('noProduct')}</Option>
            {products.map(({ name, properties }) => (
              <Option key={name} value={name}>
                {properties.displayName}
              </Option>
            ))}
          </Dropdown>
        </Field>
      )}
      <dl className={styles.legend} aria-label={words('legend')}>
        {scopeOrder.flatMap((one) => {
          const found = data.scopes.find((of) => of.scope === one)
          if (found === undefined) return []
          return [
            <div key={one} className={styles.origin} data-scope={one}>
              <dt>{words(`scope-${one}`)}</dt>
              <dd>
                <span translate="no">{one === 'global' ? '' : found.displayName}</span>{' '}
                {found.isFaulty ? words('isFaulty') : found.isWritten ? '' : words('hasNone')}
              </dd>
            </div>,
          ]
        })}
      </dl>
      {sections.map((section) => (
        <section key={section} aria-label={section}>
          <h3 translate="no">{section}</h3>
          <EffectiveStatements section={data.sections[section]} />
        </section>
      ))}
    </div>
  )
}
