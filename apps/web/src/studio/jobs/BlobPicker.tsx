import { Field, Input, Select } from '@fluentui/react-components'
import { useFormats } from '../../shared/languages/formats.ts'
import { useWords } from '../../shared/languages/words.ts'
import { useStudio } from '../api/studio-api.ts'
import { type BlobList, blobsPath, type ContainerList, containersPath } from './storage-answers.ts'
import { storageWords } from './storage-words.ts'

export interface BlobPlace {
  readonly container: string
  readonly blob: string
}

/** So many blobs are offered; the beginning of the name narrows them down. */
const offered = 500

/** A file of the embedded storage account. */
export function BlobPicker({
  place: { container, blob },
  onPlace,
  prefix,
  onPrefix,
}: {
  readonly place: BlobPlace
  readonly onPlace: (place: BlobPlace) => void
  /** How the names begin that are offered. */
  readonly prefix: string
  readonly onPrefix: (prefix: string) => void
}) {
  const words = useWords(storageWords)
  const { bytes } = useFormats()
  const { data: containers } = useStudio<ContainerList>(containersPath, { limit: 1000 })
  const { data: blobs } = useStudio<BlobList>(container === '' ? undefined : blobsPath(container), {
    limit: offered,
    prefix,
  })
  const hasMore = blobs !== undefined && blobs.next !== null
  return (
    <>
      <ContainerField
        containers={containers?.value ?? []}
        value={container}
        onChange={(chosen) => onPlace({ container: chosen, blob: '' })}
      />
      {(hasMore || prefix !== '') && (
        <Field label={words('prefix')} hint={words('prefixHint')}>
          <Input value={prefix} autoComplete="off" onChange={(_, { value }) => onPrefix(value)} />
        </Field>
      )}
      <Field label={words('blob')} required hint={blobs?.value.length === 0 ? words('noBlobs') : undefined}>
        <Select
          value={blob}
          disabled={container === ''}
          onChange={(_, { value }) => onPlace({ container, blob: value })}
          select={{ translate: 'no' }}
        >
          <option value="">{words('choose')}</option>
          {(container === '' ? [] : (blobs?.value ?? [])).map((one) => (
            <option key={one.name} value={one.name}>
              {`${one.name} (${bytes(one.bytes)})`}
            </option>
          ))}
        </Select>
      </Field>
    </>
  )
}

/** One of the containers. */
export function ContainerField({
  containers,
  value,
  onChange,
}: {
  readonly containers: readonly { readonly name: string }[]
  readonly value: string
  readonly onChange: (container: string) => void
}) {
  const words = useWords(storageWords)
  return (
    <Field label={words('container')} required hint={containers.length === 0 ? words('noContainers') : undefined}>
      <Select value={value} onChange={(_, { value: chosen }) => onChange(chosen)} select={{ translate: 'no' }}>
        <option value="">{words('choose')}</option>
        {containers.map(({ name }) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  )
}
