import { Select } from '@fluentui/react-components'
import type { TagProperties } from '@sluice/contracts'
import { useService } from '../../../shared/api-client/service.ts'
import { useAllResources } from '../../../shared/api-client/use-resource.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { listWords } from './list-words.ts'

/** Shows only APIs with one tag. Nothing, where there is no tag at all. */
export function TagFilter({ value, onChange }: { readonly value: string; readonly onChange: (tag: string) => void }) {
  const words = useWords(listWords)
  const { data: tags = [] } = useAllResources<TagProperties>(`${useService().id}/tags`, { $orderby: 'displayName asc' })
  if (tags.length === 0 && value === '') return null
  const isKnown = value === '' || tags.some(({ name }) => name === value)
  return (
    <Select aria-label={words('tag')} value={value} onChange={(_, { value: tag }) => onChange(tag)}>
      <option value="">{words('allTags')}</option>
      {!isKnown && <option value={value}>{value}</option>}
      {tags.map(({ name, properties }) => (
        <option key={name} value={name}>
          {properties.displayName}
        </option>
      ))}
    </Select>
  )
}
