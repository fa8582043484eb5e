import { Button, Checkbox, Field, Input, ProgressBar, Select } from '@fluentui/react-components'
import type { ProductProperties, WebServiceDetailsAnswer } from '@sluice/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { identifierOf } from '../../../shared/api-client/identifier-of.ts'
import type { Service } from '../../../shared/api-client/service.ts'
import { isTouchedBy, useAllResources } from '../../../shared/api-client/use-resource.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { ErrorNotice } from '../../../shared/ui/feedback/ErrorNotice.tsx'
import { Verb } from '../../../shared/ui/values/Verb.tsx'
import { useWorkspace } from '../../api/workspace.ts'
import type { AddedApiProps } from './AddedApi.tsx'
import { createScoringApi } from './create-scoring-api.ts'
import styles from './gateway.module.css'
import { gatewayWords } from './gateway-words.ts'
import { scoringHost, scoringOperations } from './scoring-api.ts'

const schemes = ['http', 'https'] as const

/** What is asked for a new API of a web service. */
export function ScoringApiForm({
  webService,
  endpointId,
  services,
  onAdded,
}: {
  readonly webService: WebServiceDetailsAnswer
  readonly endpointId: string
  /** At least one. */
  readonly services: readonly Service[]
  readonly onAdded: (added: AddedApiProps['added']) => void
}) {
  const words = useWords(gatewayWords)
  const workspace = useWorkspace()
  const client = useQueryClient()
  const [serviceId, setServiceId] = useState(services[0]?.id ?? '')
  const service = services.find(({ id }) => id === serviceId) ?? services[0]
  const { data: products = [] } = useAllResources<ProductProperties>(service && `${service.id}/products`, {
    $orderby: 'displayName asc',
  })
  const [name, setName] = useState(words('apiNameOf', { name: webService.name }))
  const [typedSuffix, setSuffix] = useState<string>()
  const [url, setUrl] = useState(scoringHost)
  const [chosenSchemes, setSchemes] = useState<readonly string[]>()
  const [chosenProduct, setProduct] = useState<string>()
  const [isAsked, setAsked] = useState(false)
  const [progress, setProgress] = useState<{ readonly done: number; readonly all: number; readonly name?: string }>()
  const [error, setError] = useState<unknown>()
  const identifier = identifierOf(name, 'web-service')
  const suffix = typedSuffix ?? identifier
  const known = schemes.filter((scheme) =>
    (service?.properties.gatewayUrls ?? []).some((address) => address.startsWith(`${scheme}:`)),
  )
  const protocols = chosenSchemes ?? (known.length === 0 ? ['https'] : known)
  const first = products.find((one) => one.name === 'starter') ?? products[0]
  const product = chosenProduct ?? first?.name ?? ''
  const operations = scoringOperations({ workspaceId: workspace.id, serviceId: endpointId })
  const isWhole = name.trim() !== '' && url.trim() !== '' && protocols.length > 0

  const add = async () => {
    setAsked(true)
    if (!isWhole || service === undefined) return
    setError(undefined)
    try {
      await createScoringApi(
        {
          serviceId: service.id,
          identifier,
          properties: {
            displayName: name.trim(),
            path: suffix.trim(),
            serviceUrl: url.trim(),
            protocols,
            description: webService.description,
          },
          operations,
          product: product === '' ? undefined : product,
          takenMessage: words('identifierTaken', { identifier }),
        },
        (done, all, step) => setProgress({ done, all, ...(step === undefined ? {} : { name: step }) }),
      )
      await client.invalidateQueries({ predicate: isTouchedBy(`${service.id}/apis`) })
      await client.invalidateQueries({ predicate: isTouchedBy(`${service.id}/products`) })
      onAdded({
        name: name.trim(),
        identifier,
        instance: service.name,
        product: products.find((one) => one.name === product)?.properties.displayName,
      })
    } catch (failure) {
      setError(failure)
    } finally {
      setProgress(undefined)
    }
  }
  const missing = (text: string) =>
    isAsked && text.trim() === '' ? { validationState: 'error' as const, validationMessage: words('required') } : {}
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (progress === undefined) void add()
      }}
    >
      <p>{words('text')}</p>
      <Field label={words('instance')} required>
        <Select
          value={service?.id ?? ''}
          select={{ translate: 'no' }}
          onChange={(_, { value }) => {
            setServiceId(value)
            setProduct(undefined)
          }}
        >
          {services.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </Select>
      </Field>
      <div className={styles.halves}>
        <Field label={words('apiName')} required {...missing(name)}>
          <Input value={name} autoComplete="off" onChange={(_, { value }) => setName(value)} />
        </Field>
        <Field label={words('suffix')}>
          <Input
            value={suffix}
            autoComplete="off"
            spellCheck={false}
            input={{ className: styles.code, translate: 'no' }}
            onChange={(_, { value }) => setSuffix(value)}
          />
        </Field>
      </div>
      <Field label={words('url')} required hint={words('addressHint')} {...missing(url)}>
        <Input
          type="url"
          value={url}
          autoComplete="off"
          spellCheck={false}
          input={{ className: styles.code, translate: 'no' }}
          onChange={(_, { value }) => setUrl(value)}
        />
      </Field>
      <fieldset className={styles.schemes}>
        <legend>{words('schemes')}</legend>
        {schemes.map((scheme) => (
          <Checkbox
            key={scheme}
            label={scheme.toUpperCase()}
            checked={protocols.includes(scheme)}
            onChange={(_, { checked }) =>
              setSchemes(schemes.filter((one) => (one === scheme ? checked === true : protocols.includes(one))))
            }
          />
        ))}
        {protocols.length === 0 && (
          <p className={styles.fault} role="alert">
            {words('schemesMissing')}
          </p>
        )}
      </fieldset>
      <Field label={words('product')}>
        <Select value={product} onChange={(_, { value }) => setProduct(value)}>
          <option value="">{words('noProduct')}</option>
          {products.map((one) => (
            <option key={one.name} value={one.name} translate="no">
              {one.properties.displayName}
            </option>
          ))}
        </Select>
      </Field>
      <details>
        <summary>
          {words('operations')}:{' '}
          <span translate="no">{operations.map(({ properties }) => properties.displayName).join(', ')}</span>
        </summary>
        <ul className={styles.operations} translate="no">
          {operations.map(({ name: id, properties }) => (
            <li key={id}>
              <Verb verb={properties.method} /> <code>{properties.urlTemplate}</code>
            </li>
          ))}
        </ul>
      </details>
      {error !== undefined && <ErrorNotice error={error} />}
      {progress !== undefined && (
        <div>
          <ProgressBar value={progress.done / progress.all} aria-label={words('confirm')} />
          <p role="status">
            {progress.name === undefined
              ? words('doing', { done: progress.done + 1, all: progress.all })
              : words('doingNamed', { done: progress.done + 1, all: progress.all, name: progress.name })}
          </p>
        </div>
      )}
      <div>
        <Button type="submit" appearance="primary" disabledFocusable={progress !== undefined}>
          {words('confirm')}
        </Button>
      </div>
    </form>
  )
}
