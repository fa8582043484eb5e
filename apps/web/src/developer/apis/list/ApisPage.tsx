import { Select } from '@fluentui/react-components'
import { GridRegular, TableRegular, TagRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback } from 'react'
import { useWords } from '../../../shared/languages/words.ts'
import { Tabs } from '../../../shared/ui/navigation/Tabs.tsx'
import { Page } from '../../../shared/ui/page/Page.tsx'
import { SearchField } from '../../../shared/ui/table/SearchField.tsx'
import { taggedApisQuery } from '../../catalogue/catalogue.ts'
import { developerWords } from '../../developer-words.ts'
import { usePortal } from '../../use-portal.ts'
import { ApiList } from './ApiList.tsx'
import { ApisByTag } from './ApisByTag.tsx'
import styles from './ApisPage.module.css'
import { apisWords } from './apis-words.ts'

const route = getRouteApi('/developer/$service/apis')

const views = [
  { id: 'cards', icon: <GridRegular /> },
  { id: 'table', icon: <TableRegular /> },
  { id: 'tags', icon: <TagRegular /> },
] as const

/** All APIs that the visitor may see: as cards, as a table, or under their tags. */
export function ApisPage() {
  const words = useWords(apisWords)
  const shared = useWords(developerWords)
  const { service, base, area } = usePortal()
  const { q = '', tag, view = 'cards' } = route.useSearch()
  const navigate = route.useNavigate()
  const { data: tagged = [] } = useQuery(taggedApisQuery(service))
  const tags = [...new Set(tagged.flatMap((row) => row.tag?.name ?? []))]
  const search = useCallback(
    (text: string) =>
      void navigate({
        search: (former) => ({ ...former, q: text === '' ? undefined : text, page: undefined }),
        replace: true,
      }),
    [navigate],
  )
  const labels = { cards: words('cards'), table: words('table'), tags: words('groups') }
  return (
    <Page
      title={shared('apis')}
      area={area}
      breadcrumbs={[{ label: shared('home'), href: base }]}
      description={words('intro')}
    >
      <div className={styles.bar}>
        <SearchField things={words('things')} value={q} onSearch={search} />
        {tags.length > 0 && view !== 'tags' && (
          <Select
            aria-label={words('tag')}
            value={tag ?? ''}
            onChange={(_, { value }) =>
              void navigate({
                search: (former) => ({ ...former, tag: value === '' ? undefined : value, page: undefined }),
              })
            }
          >
            <option value="">{words('allTags')}</option>
            {tags.map((name) => (
              <option key={name} value={name} translate="no">
                {name}
              </option>
            ))}
          </Select>
        )}
        <Tabs
          className={styles.views}
          size="small"
          label={words('view')}
          selected={view}
          onSelect={(chosen) =>
            void navigate({
              search: (former) => ({ ...former, view: chosen === 'cards' ? undefined : chosen, page: undefined }),
            })
          }
          tabs={views.map(({ id, icon }) => ({ id, icon, label: labels[id] }))}
        />
      </div>
      {view === 'tags' ? <ApisByTag /> : <ApiList />}
    </Page>
  )
}
