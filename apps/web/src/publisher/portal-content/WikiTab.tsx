import { Combobox, Field, Option, OptionGroup } from '@fluentui/react-components'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useService } from '../../shared/api-client/service.ts'
import { useAllResources } from '../../shared/api-client/use-resource.ts'
import { useWords } from '../../shared/languages/words.ts'
import { ReadOnlyNotice } from '../../shared/ui/access/ReadOnlyNotice.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'
import { useSearchChange } from '../editing/use-search-change.ts'
import { publisherWords } from '../publisher-words.ts'
import styles from './PortalContent.module.css'
import { portalContentWords } from './portal-content-words.ts'
import { WikiPages } from './WikiPages.tsx'

const route = getRouteApi('/publisher/$service/portal-content')
interface Named {
  readonly displayName: string
}

/** Which pages stand at an API or a product. */
export function WikiTab() {
  const { of } = route.useSearch()
  const change = useSearchChange()
  const service = useService()
  const words = useWords(portalContentWords)
  const area = useWords(publisherWords)
  const { data: apis = [] } = useAllResources<Named>(`${service.id}/apis`)
  const { data: products = [] } = useAllResources<Named>(`${service.id}/products`)
  const groups = [
    { label: area('apis'), kind: 'apis', items: apis },
    { label: area('products'), kind: 'products', items: products },
  ].map(({ items, kind, ...group }) => ({
    ...group,
    items: items.map(({ name, properties }) => ({ value: `${kind}/${name}`, label: properties.displayName })),
  }))
  const owner = groups.flatMap(({ items }) => items).find(({ value }) => value === of)
  const [typed, setTyped] = useState<string>()
  const sought = (typed ?? '').toLowerCase()
  return (
    <Section title={words('places')} description={words('placesText')}>
      <ReadOnlyNotice needed="publisher" />
      <div className={styles.choice}>
        <Field label={words('chooseOwner')} hint={words('chooseOwnerHint')}>
          <Combobox
            value={typed ?? owner?.label ?? ''}
            selectedOptions={of === undefined ? [] : [of]}
            onChange={(event) => setTyped(event.target.value)}
            onBlur={() => setTyped(undefined)}
            onOptionSelect={(_, { optionValue }) => {
              setTyped(undefined)
              change({ of: optionValue })
            }}
          >
            {groups.map(({ label, items }) => (
              <OptionGroup key={label} label={label}>
                {items
                  .filter((item) => item.label.toLowerCase().includes(sought))
                  .map((item) => (
                    <Option key={item.value} value={item.value}>
                      {item.label}
                    </Option>
                  ))}
              </OptionGroup>
            ))}
          </Combobox>
        </Field>
      </div>
      {owner !== undefined && (
        <WikiPages key={owner.value} path={`${service.id}/${owner.value}/wikis/default`} name={owner.label} />
      )}
    </Section>
  )
}
