import { Select } from '@fluentui/react-components'
import type { ProductProperties, UserProperties } from '@sluice/contracts'
import { useService } from '../../shared/api-client/service.ts'
import { useWords } from '../../shared/languages/words.ts'
import { SearchField } from '../../shared/ui/table/SearchField.tsx'
import { ResourceCombobox } from '../pickers/ResourceCombobox.tsx'
import { useNamed } from '../pickers/use-named.ts'
import { fullNameOf } from '../users/user.ts'
import { subscriptionStates } from './subscription.ts'
import type { SubscriptionSearch } from './subscription-search.ts'
import { subscriptionWords } from './subscription-words.ts'

/** What is looked for in a list of subscriptions; it stands in the address. */
export function SubscriptionFilters({
  search: { q = '', state, product, user },
  onSearch,
  hidden,
}: {
  readonly search: SubscriptionSearch
  readonly onSearch: (change: Partial<SubscriptionSearch>) => void
  readonly hidden: 'product' | 'user' | undefined
}) {
  const words = useWords(subscriptionWords)
  const { id } = useService()
  const products = useNamed<ProductProperties>(`${id}/products`, product === undefined ? [] : [product])
  const users = useNamed<UserProperties>(`${id}/users`, user === undefined ? [] : [user])
  const chosenUser = user === undefined ? undefined : users.get(user.toLowerCase())
  const find = (change: Partial<SubscriptionSearch>) => onSearch({ ...change, page: undefined })
  return (
    <>
      <SearchField things={words('things')} value={q} onSearch={(text) => find({ q: text || undefined })} />
      <Select
        aria-label={words('stateFilter')}
        value={state ?? ''}
        onChange={(_, { value }) => find({ state: subscriptionStates.find((one) => one === value) })}
      >
        <option value="">{words('stateAny')}</option>
        {subscriptionStates.map((one) => (
          <option key={one} value={one}>
            {words(one)}
          </option>
        ))}
      </Select>
      {hidden === undefined && (
        <>
          <ResourceCombobox<ProductProperties>
            label={words('product')}
            isLabelShown={false}
            placeholder={words('productFilter')}
            path={`${id}/products`}
            fields={['displayName', 'name']}
            toText={({ properties }) => properties.displayName}
            chosen={product && (products.get(product.toLowerCase())?.displayName ?? product)}
            onPick={(one) => find({ product: one?.name })}
          />
          <ResourceCombobox<UserProperties>
            label={words('user')}
            isLabelShown={false}
            placeholder={words('userFilter')}
            path={`${id}/users`}
            fields={['lastName', 'firstName', 'email']}
            toText={({ properties }) => fullNameOf(properties)}
            toDetail={({ properties }) => properties.email}
            chosen={user && (chosenUser === undefined ? user : fullNameOf(chosenUser))}
            onPick={(one) => find({ user: one?.name })}
          />
        </>
      )}
    </>
  )
}
