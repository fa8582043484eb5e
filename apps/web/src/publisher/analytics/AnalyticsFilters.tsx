import { Button } from '@fluentui/react-components'
import type { ProductProperties, UserProperties } from '@sluice/contracts'
import { useService } from '../../shared/api-client/service.ts'
import { useWords } from '../../shared/languages/words.ts'
import { RangeFields } from '../../shared/usage/RangeFields.tsx'
import styles from '../../shared/usage/usage.module.css'
import { useSearchChange } from '../editing/use-search-change.ts'
import { ResourceCombobox } from '../pickers/ResourceCombobox.tsx'
import { useNamed } from '../pickers/use-named.ts'
import { fullNameOf } from '../users/user.ts'
import { noFilters, type UsageFilters } from './analytics-search.ts'
import { analyticsWords } from './analytics-words.ts'
import { useAnalytics } from './use-analytics.ts'

interface Named {
  readonly displayName: string
}

/** Of which time and of which calls is told; all of it stands in the address. */
export function AnalyticsFilters() {
  const { range, filters } = useAnalytics()
  const { id } = useService()
  const words = useWords(analyticsWords)
  const change = useSearchChange()
  const { api, operation, product, subscription, user } = filters
  // Pages of lists begin anew with another choice.
  const choose = (chosen: { readonly [Name in keyof UsageFilters]?: string | undefined }) =>
    change({ ...chosen, page: undefined, after: undefined })
  const operations = api === undefined ? undefined : `${id}/apis/${encodeURIComponent(api)}/operations`
  return (
    <section className={styles.filters} aria-label={words('filters')}>
      <RangeFields range={range} onChange={(search) => change({ ...search, page: undefined, after: undefined })} />
      <NamedFilter
        label={words('api')}
        path={`${id}/apis`}
        name={api}
        onChoose={(name) => choose({ api: name, operation: undefined })}
      />
      {operations !== undefined && (
        <NamedFilter
          label={words('operation')}
          path={operations}
          name={operation}
          onChoose={(name) => choose({ operation: name })}
        />
      )}
      <NamedFilter<ProductProperties>
        label={words('product')}
        path={`${id}/products`}
        name={product}
        onChoose={(name) => choose({ product: name })}
      />
      <NamedFilter
        label={words('subscription')}
        path={`${id}/subscriptions`}
        name={subscription}
        onChoose={(name) => choose({ subscription: name })}
      />
      <UserFilter name={user} onChoose={(name) => choose({ user: name })} />
      {Object.keys(filters).length > 0 && <Button onClick={() => choose(noFilters)}>{words('clearFilters')}</Button>}
    </section>
  )
}

interface FilterProps {
  readonly name: string | undefined
  readonly onChoose: (name: string | undefined) => void
}

function NamedFilter<Properties extends Named>({
  label,
  path,
  name,
  onChoose,
}: FilterProps & { readonly label: string; readonly path: string }) {
  const named = useNamed<Properties>(path, name === undefined ? [] : [name])
  return (
    <ResourceCombobox<Properties>
      label={label}
      placeholder={label}
      path={path}
      fields={['displayName', 'name']}
      toText={(one) => one.properties.displayName || one.name}
      toDetail={(one) => one.name}
      chosen={name && (named.get(name.toLowerCase())?.displayName || name)}
      onPick={(one) => onChoose(one?.name)}
    />
  )
}

function UserFilter({ name, onChoose }: FilterProps) {
  const { id } = useService()
  const words = useWords(analyticsWords)
  const users = useNamed<UserProperties>(`${id}/users`, name === undefined ? [] : [name])
  const chosen = name === undefined ? undefined : users.get(name.toLowerCase())
  return (
    <ResourceCombobox<UserProperties>
      label={words('user')}
      placeholder={words('user')}
      path={`${id}/users`}
      fields={['lastName', 'firstName', 'email']}
      toText={({ properties }) => fullNameOf(properties)}
      toDetail={({ properties }) => properties.email}
      chosen={name && (chosen === undefined ? name : fullNameOf(chosen))}
      onPick={(one) => onChoose(one?.name)}
    />
  )
}
