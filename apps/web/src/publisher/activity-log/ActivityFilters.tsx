import { Button, Combobox, Field, Input, Option } from '@fluentui/react-components'
import type { UserProperties } from '@sluice/contracts'
import { useEffect, useState } from 'react'
import type { Resource } from '../../shared/api-client/resource.ts'
import { fromLocalTime, toLocalTime } from '../../shared/forms/local-time.ts'
import { useWords } from '../../shared/languages/words.ts'
import styles from './ActivityLog.module.css'
import { activityWords } from './activity-words.ts'

interface Filters {
  readonly resource?: string
  readonly actor?: string
  readonly from?: string
  readonly to?: string
}

/** What of the log is shown; it stands in the address. */
export function ActivityFilters({
  search: { resource = '', actor = '', from, to },
  users,
  onChange,
  onClear,
}: {
  readonly search: Filters
  readonly users: readonly Resource<UserProperties>[]
  readonly onChange: (changes: Filters & { readonly after: undefined }) => void
  readonly onClear: () => void
}) {
  const words = useWords(activityWords)
  const [path, setPath] = useState(resource)
  const [who, setWho] = useState(actor)
  useEffect(() => setPath(resource), [resource])
  useEffect(() => setWho(actor), [actor])
  const choose = (changes: Filters) => onChange({ ...changes, after: undefined })
  const isFiltered = resource !== '' || actor !== '' || from !== undefined || to !== undefined
  return (
    <form
      className={styles.filters}
      aria-label={words('filters')}
      onSubmit={(event) => {
        event.preventDefault()
        choose({ resource: path.trim() || undefined, actor: who.trim() || undefined })
      }}
    >
      <Field label={words('resource')}>
        <Input
          value={path}
          placeholder={words('resourceFilter')}
          input={{ translate: 'no' }}
          onChange={(_, { value }) => setPath(value)}
          onBlur={() => path !== resource && choose({ resource: path.trim() || undefined })}
        />
      </Field>
      <Field label={words('actor')}>
        <Combobox
          freeform
          value={who}
          placeholder={words('actorFilter')}
          selectedOptions={[actor]}
          onChange={(event) => setWho(event.target.value)}
          onOptionSelect={(_, { optionValue }) => choose({ actor: optionValue || undefined })}
          onBlur={() => who !== actor && choose({ actor: who.trim() || undefined })}
        >
          {users
            .filter(({ name, properties }) => `${name} ${properties.email}`.toLowerCase().includes(who.toLowerCase()))
            .slice(0, 20)
            .map(({ name, properties }) => (
              <Option key={name} value={name} text={name}>
                {`${properties.firstName} ${properties.lastName} (${properties.email})`}
              </Option>
            ))}
        </Combobox>
      </Field>
      <Field label={words('from')}>
        <Input
          type="datetime-local"
          value={toLocalTime(from)}
          onChange={(_, { value }) => choose({ from: fromLocalTime(value) })}
        />
      </Field>
      <Field label={words('to')}>
        <Input
          type="datetime-local"
          value={toLocalTime(to)}
          onChange={(_, { value }) => choose({ to: fromLocalTime(value) })}
        />
      </Field>
      <Button type="submit">{words('apply')}</Button>
      {isFiltered && <Button onClick={onClear}>{words('clearFilters')}</Button>}
    </form>
  )
}
